"""Decision on an absence: the class teacher states its reason (JRN-071)."""

from dataclasses import dataclass

from aggregates.journal.lesson.corrections import UNJUSTIFIED, Justification, change, require_nothing_to_justify
from aggregates.journal.lesson.decisions import require_held
from aggregates.journal.lesson.events import AbsenceReasonStated
from aggregates.journal.lesson.refusals import AbsenceReasonUnknown, NotMarkedAbsent, SymbolLookAlike
from aggregates.journal.lesson.state import Cell, Lesson
from aggregates.journal.lesson.window import Permit, Place, footing
from aggregates.journal.symbols import STATED_ABSENCES, Attendance, look_alike
from ledger.aggregate import Decided
from ledger.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Absence:
    """Why a pupil was absent («причина отсутствия»): «УП», «Б» or «НП»; *why* corrects one stated before."""

    pupil: str
    symbol: str
    why: Justification = UNJUSTIFIED


def state_reason(
    lesson: Lesson, absence: Absence, place: Place, stamp: Stamp, *, permit: Permit | None = None
) -> list[Decided]:
    """Replace «ОТ» by the reason of the absence; a reason stated before is corrected like any entry."""
    require_held(lesson)
    place.require_member(lesson, absence.pupil)
    basis = footing(lesson, place.limits, stamp, permit)
    new = _stated(absence)
    cell = Cell(absence.pupil, None)
    old = lesson.standing(cell)
    if old is new:
        return []
    if old is Attendance.ABSENT:
        require_nothing_to_justify(cell, absence.why, basis.permit)
        return [basis.decided(AbsenceReasonStated(pupil=absence.pupil, old=old, new=new))]
    if old not in STATED_ABSENCES:
        raise NotMarkedAbsent(pupil=absence.pupil, on=lesson.on)
    return [basis.decided(change(cell, old, new, absence.why, basis.permit))]


def _stated(absence: Absence) -> Attendance:
    if absence.symbol in STATED_ABSENCES:
        return Attendance(absence.symbol)
    meant = look_alike(absence.symbol)
    if meant is not None:
        raise SymbolLookAlike(pupil=absence.pupil, column=None, symbol=absence.symbol, meant=meant)
    raise AbsenceReasonUnknown(symbol=absence.symbol, allowed=" ".join(sorted(STATED_ABSENCES)))
