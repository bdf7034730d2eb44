"""Form a subgroup («сформировать подгруппу»)."""

from typing import Annotated

from pydantic import Field

from aggregates.journal.school_class.decisions import form_subgroup
from aggregates.journal.school_class.events import SubgroupFormed
from aggregates.journal.school_class.state import CLASS
from aggregates.journal.school_year import calendar
from aggregates.rights import Permission
from commands.command import Command, Id, Line
from commands.journal import schoolroom
from commands.journal.fields import PUPILS_MAX, Day, SubjectCode
from commands.work import Work


class FormSubgroup(Command):
    """Let pupils of a class study a subject apart («сформировать подгруппу», JRN-038)."""

    school_class: Id
    subgroup: Id
    subject: SubjectCode
    label: Line
    pupils: Annotated[tuple[Id, ...], Field(min_length=1, max_length=PUPILS_MAX)]
    from_on: Day


def handle(command: FormSubgroup, work: Work) -> None:
    """Recall, decide, record."""
    room = schoolroom.recall(work, command.school_class, Permission.FORM_CLASS)
    calendar.require_subject(room.year, command.subject)
    calendar.require_day(room.year, command.from_on)
    formed = SubgroupFormed(
        subgroup=command.subgroup,
        subject=command.subject,
        label=command.label,
        pupils=command.pupils,
        from_on=command.from_on,
    )
    schoolroom.claim_group(work, command.subgroup, f"{command.school_class}/{command.subgroup}")
    work.record(CLASS, command.school_class, form_subgroup(room.school_class, formed), room.stamp)
