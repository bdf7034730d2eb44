"""Change of a cell («изменение клетки»): what any event about one cell says, in one shape."""

from typing import NamedTuple

from aggregates.journal.lesson.events import (
    AbsenceReasonStated,
    AttendanceChanged,
    AttendanceRecorded,
    MarkChanged,
    MarkRecorded,
    MarkWithdrawn,
)
from ledger.event import Event

ATTENDANCE = 0
"""The column of the attendance register."""

CELL_EVENTS: frozenset[type[Event]] = frozenset(
    {MarkRecorded, MarkChanged, MarkWithdrawn, AttendanceRecorded, AttendanceChanged, AbsenceReasonStated}
)


class CellChange(NamedTuple):
    """From what to what a cell changed, and the code of the reason; None is an empty cell, or no reason asked."""

    pupil: str
    number: int
    old: str | None
    new: str | None
    reason: str | None


def cell_change(event: Event) -> CellChange | None:
    """Return the change of a cell that *event* tells of, None if it is about something else."""
    match event:
        case MarkRecorded(pupil=pupil, column=column, mark=mark):
            change = CellChange(pupil, column, None, mark.value, None)
        case MarkChanged(pupil=pupil, column=column, old=old, new=new, reason=reason):
            change = CellChange(pupil, column, old.value, new.value, reason.value)
        case MarkWithdrawn(pupil=pupil, column=column, old=old, reason=reason):
            change = CellChange(pupil, column, old.value, None, reason.value)
        case AttendanceRecorded(pupil=pupil, attendance=attendance):
            change = CellChange(pupil, ATTENDANCE, None, attendance.value, None)
        case AttendanceChanged(pupil=pupil, old=before, new=after, reason=reason):
            change = CellChange(pupil, ATTENDANCE, before.value, None if after is None else after.value, reason.value)
        case AbsenceReasonStated(pupil=pupil, old=before, new=after):
            change = CellChange(pupil, ATTENDANCE, before.value, after.value, None)
        case _:
            return None
    return change
