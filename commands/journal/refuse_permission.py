"""Refuse an edit permission («отказать в разрешении на внесение изменений»)."""

from aggregates.journal.permission.decisions import known, refuse
from aggregates.journal.permission.state import PERMISSION
from aggregates.rights import Permission
from commands.command import Command, Id, Line
from commands.journal import schoolroom
from commands.work import Work


class RefusePermission(Command):
    """Do not allow the change («отказать в разрешении», JRN-096).

    `reason` must not tell personal data, it is not sealed.
    """

    permission: Id
    reason: Line


def handle(command: RefusePermission, work: Work) -> None:
    """Recall, decide, record."""
    permission = known(work.recall(PERMISSION, command.permission), command.permission)
    year = schoolroom.recall_year(work, permission.school_year)
    stamp = schoolroom.year_stamp(work, year, Permission.DECIDE_PERMISSION)
    work.record(PERMISSION, command.permission, refuse(permission, command.reason), stamp)
