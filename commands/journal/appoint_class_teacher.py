"""Appoint a class teacher («назначить классного руководителя»)."""

from aggregates.journal.school_class.decisions import appoint_class_teacher
from aggregates.journal.school_class.state import CLASS
from aggregates.journal.school_year import calendar
from aggregates.rights import Permission
from commands.command import Command, Id
from commands.document import Order
from commands.journal import schoolroom
from commands.journal.fields import Day
from commands.work import Work


class AppointClassTeacher(Command):
    """Let another teacher answer for a class from a day on, by order («назначить классного руководителя»)."""

    school_class: Id
    class_teacher: Id
    from_on: Day
    order: Order


def handle(command: AppointClassTeacher, work: Work) -> None:
    """Recall, decide, record."""
    room = schoolroom.recall(work, command.school_class, Permission.FORM_CLASS)
    calendar.require_day(room.year, command.from_on)
    decided = appoint_class_teacher(room.school_class, command.class_teacher, command.from_on, command.order.recorded())
    work.record(CLASS, command.school_class, decided, room.stamp)
