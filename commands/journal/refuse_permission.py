"""Refuse an edit permission («отказать в разрешении на внесение изменений»)."""

from typing import Annotated

from pydantic import Field

from aggregates.journal.permission.decisions import known, refuse
from aggregates.journal.permission.events import RefusalGround
from aggregates.journal.permission.state import PERMISSION
from aggregates.rights import Permission
from commands.command import Command, Id, Text
from commands.journal import schoolroom
from commands.work import Work


class RefusePermission(Command):
    """Do not allow the change («отказать в разрешении», JRN-096); the note is about the pupil, it will be sealed."""

    permission: Id
    ground: RefusalGround
    note: Annotated[Text | None, Field(repr=False)] = None


def handle(command: RefusePermission, work: Work) -> None:
    """Recall, decide, record."""
    permission = known(work.recall(PERMISSION, command.permission), command.permission)
    year = schoolroom.recall_year(work, permission.school_year)
    stamp = schoolroom.year_stamp(work, year, Permission.DECIDE_PERMISSION)
    work.record(PERMISSION, command.permission, refuse(permission, command.ground, command.note), stamp)
