"""Let a pupil leave a class («отчислить обучающегося из класса»)."""

from aggregates.journal.school_class.decisions import remove
from aggregates.journal.school_class.state import CLASS
from aggregates.journal.school_year import calendar
from aggregates.rights import Permission
from commands.command import Command, Id
from commands.document import Order
from commands.journal import schoolroom
from commands.journal.fields import Day
from commands.work import Work


class RemovePupil(Command):
    """End a pupil's time in a class, by order; the last day still belongs to it («выбытие из класса», JRN-062)."""

    school_class: Id
    pupil: Id
    last_on: Day
    order: Order


def handle(command: RemovePupil, work: Work) -> None:
    """Recall, decide, record."""
    room = schoolroom.recall(work, command.school_class, Permission.MOVE_PUPILS)
    calendar.require_day(room.year, command.last_on)
    decided = remove(room.school_class, command.pupil, command.last_on, command.order.recorded())
    work.record(CLASS, command.school_class, decided, room.stamp)
