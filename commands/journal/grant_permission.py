"""Grant an edit permission («выдать разрешение на внесение изменений»)."""

from aggregates.journal.permission.decisions import grant, known
from aggregates.journal.permission.state import PERMISSION
from aggregates.rights import Permission
from commands.command import Command, Id
from commands.journal import schoolroom
from commands.journal.fields import Day
from commands.work import Work


class GrantPermission(Command):
    """Allow the change, until it is used or through a day («выдать разрешение», JRN-095, JRN-096)."""

    permission: Id
    expires_on: Day | None = None


def handle(command: GrantPermission, work: Work) -> None:
    """Recall, decide, record."""
    permission = known(work.recall(PERMISSION, command.permission), command.permission)
    year = schoolroom.recall_year(work, permission.school_year)
    stamp = schoolroom.year_stamp(work, year, Permission.DECIDE_PERMISSION)
    work.record(PERMISSION, command.permission, grant(permission, command.expires_on, stamp.on), stamp)
