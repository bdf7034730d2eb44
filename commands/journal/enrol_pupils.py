"""Enrol pupils in a class («зачислить обучающихся в класс»)."""

from typing import Annotated

from pydantic import Field

from aggregates.journal.school_class.decisions import enrol
from aggregates.journal.school_class.state import CLASS
from aggregates.journal.school_year import calendar
from aggregates.rights import Permission
from commands.command import Command, Id
from commands.document import Order
from commands.journal import schoolroom
from commands.journal.fields import PUPILS_MAX, Day
from commands.work import Work


class EnrolPupils(Command):
    """Let pupils belong to a class from a day on, by order («зачислить в класс», JRN-062)."""

    school_class: Id
    pupils: Annotated[tuple[Id, ...], Field(min_length=1, max_length=PUPILS_MAX)]
    from_on: Day
    order: Order


def handle(command: EnrolPupils, work: Work) -> None:
    """Recall, decide, record."""
    room = schoolroom.recall(work, command.school_class, Permission.MOVE_PUPILS)
    calendar.require_day(room.year, command.from_on)
    decided = enrol(room.school_class, command.pupils, command.from_on, command.order.recorded())
    work.record(CLASS, command.school_class, decided, room.stamp)
