"""One cell's change as an event: a first entry, a correction with its reason, a withdrawal (JRN-061, JRN-076)."""

from dataclasses import dataclass, field

from aggregates.journal.lesson.events import (
    AttendanceChanged,
    AttendanceRecorded,
    CellEvent,
    MarkChanged,
    MarkRecorded,
    MarkWithdrawn,
    Reason,
)
from aggregates.journal.lesson.refusals import GroundDiffers, NothingToCorrect, ReasonRequired
from aggregates.journal.lesson.state import Cell
from aggregates.journal.lesson.window import Permit
from aggregates.journal.symbols import Attendance, Mark
from ledger.sealing import Category, Sealed, clear

Symbol = Mark | Attendance


@dataclass(frozen=True, slots=True)
class Justification:
    """Why what stands in a cell is corrected («обоснование»): a code, and a note that will be sealed."""

    reason: Reason | None = None
    note: str | None = field(default=None, repr=False)


UNJUSTIFIED = Justification()


def change(cell: Cell, old: Symbol | None, new: Symbol | None, why: Justification, permit: Permit | None) -> CellEvent:
    """Return the event that leads from *old* to *new*, which differ.

    Raises:
        ReasonRequired, GroundDiffers, NothingToCorrect: the justification does not fit.

    """
    if old is None:
        require_nothing_to_justify(cell, why, permit)
        return _recorded(cell, new)
    reason = _reason(cell, old, why.reason, permit)
    note = None if why.note is None else clear(cell.pupil, Category.GROUNDS, why.note)
    return _corrected(cell, old, new, reason, note)


def require_nothing_to_justify(cell: Cell, why: Justification, permit: Permit | None) -> None:
    """Refuse a justification of what corrects nothing: no event would keep it.

    Raises:
        NothingToCorrect: something is justified that needs no reason.

    """
    ground = None if permit is None else permit.ground
    if why.note is not None or why.reason not in {None, ground}:
        raise NothingToCorrect(**cell.named())


def _reason(cell: Cell, old: Symbol, reason: Reason | None, permit: Permit | None) -> Reason:
    """Return the stated reason; under a permission it is the permission's ground (JRN-094)."""
    if permit is not None:
        if reason is not None and reason is not permit.ground:
            raise GroundDiffers(**cell.named(), ground=permit.ground.value, reason=reason.value)
        return permit.ground
    if reason is None:
        raise ReasonRequired(**cell.named(), symbol=old.value)
    return reason


def _recorded(cell: Cell, new: Symbol | None) -> CellEvent:
    if isinstance(new, Attendance):
        return AttendanceRecorded(pupil=cell.pupil, attendance=new)
    assert new is not None, "nothing in place of nothing is no change"
    return MarkRecorded(pupil=cell.pupil, column=cell.number, mark=new)


def _corrected(cell: Cell, old: Symbol, new: Symbol | None, reason: Reason, note: Sealed | None) -> CellEvent:
    if isinstance(old, Attendance):
        assert not isinstance(new, Mark), "a cell keeps to its register"
        return AttendanceChanged(pupil=cell.pupil, old=old, new=new, reason=reason, note=note)
    if new is None:
        return MarkWithdrawn(pupil=cell.pupil, column=cell.number, old=old, reason=reason, note=note)
    assert not isinstance(new, Attendance), "a cell keeps to its register"
    return MarkChanged(pupil=cell.pupil, column=cell.number, old=old, new=new, reason=reason, note=note)
