"""Permit («разрешение в деле»): a permission that a change relies on, and its use together with the change."""

from collections.abc import Sequence

from aggregates.journal.lesson.events import Reason
from aggregates.journal.lesson.state import LESSON
from aggregates.journal.lesson.window import Permit, permitted
from aggregates.journal.permission import decisions
from aggregates.journal.permission.events import Cell
from aggregates.journal.permission.state import PERMISSION, Permission
from commands.work import Work
from ledger.aggregate import Decided
from ledger.stamp import Stamp


def recall(work: Work, permission_id: str | None) -> Permit | None:
    """Return the permission to rely on, if one is named.

    Raises:
        PermissionUnknown: it was never requested.

    """
    if permission_id is None:
        return None
    return Permit(permission_id, Reason(_permission(work, permission_id).ground.value))


def record(work: Work, lesson_id: str, decided: Sequence[Decided], permit: Permit | None, stamp: Stamp) -> None:
    """Record the changes of a lesson and what they use of the permission, in one append.

    Raises:
        NotGranted, Expired, CellNotCovered, CellAlreadyUsed: the permission does not allow them.

    """
    work.record(LESSON, lesson_id, decided, stamp)
    used = [(cell.pupil, Cell(lesson_id, cell.column)) for cell in permitted(decided)]
    if permit is not None and used:
        uses = decisions.use(_permission(work, permit.permission), used, stamp.on)
        work.record(PERMISSION, permit.permission, uses, stamp)


def _permission(work: Work, permission_id: str) -> Permission:
    return decisions.known(work.recall(PERMISSION, permission_id), permission_id)
