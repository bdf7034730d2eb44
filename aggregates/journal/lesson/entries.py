"""Decisions on a lesson's cells: marks and attendance, inside the window or under a permission."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from aggregates.journal.lesson.corrections import UNJUSTIFIED, Justification, Symbol, change
from aggregates.journal.lesson.decisions import require_teacher
from aggregates.journal.lesson.refusals import (
    CellChanged,
    CellRepeated,
    ColumnNotOpened,
    MarkedAbsent,
    SymbolLookAlike,
    SymbolNotAllowed,
    VersionUnknown,
)
from aggregates.journal.lesson.state import Cell, Lesson
from aggregates.journal.lesson.window import Permit, Place, footing
from aggregates.journal.symbols import ABSENCES, ASSESSMENTS, SYMBOLS, Attendance, look_alike
from ledger.aggregate import Decided
from ledger.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to stand in one cell («запись»); no symbol empties it.

    A mark goes to *column*, an attendance symbol to the attendance register; no symbol and no column empties the
    latter.
    """

    pupil: str
    column: int | None
    symbol: str | None
    why: Justification = UNJUSTIFIED


def record(
    lesson: Lesson,
    entries: Sequence[Entry],
    place: Place,
    stamp: Stamp,
    *,
    seen: int | None = None,
    permit: Permit | None = None,
) -> list[Decided]:
    """Write a lesson's entries, all or none; what stands there already is left alone.

    *seen* is the version of the lesson that the teacher looked at; None compares nothing.
    """
    require_teacher(lesson, stamp.actor)
    basis = footing(lesson, place.limits, stamp, permit)
    outcome: dict[Cell, Symbol | None] = {}
    decided: list[Decided] = []
    for entry in entries:
        place.require_member(lesson, entry.pupil)
        symbol = _symbol(entry)
        cell = _cell(entry, symbol, lesson.columns)
        if cell in outcome:
            raise CellRepeated(**cell.named())
        outcome[cell] = symbol
        old = lesson.standing(cell)
        if symbol != old:
            _require_unchanged(lesson, cell, seen)
            decided.append(basis.decided(change(cell, old, symbol, entry.why, basis.permit)))
    _require_presence(lesson, outcome)
    return decided


def require_reached(seen: int | None, version: int) -> None:
    """Refuse a version that the lesson, now at *version*, never had: nobody can have seen it (XCT-003)."""
    if seen is not None and seen > version:
        raise VersionUnknown(seen=seen, version=version)


def _symbol(entry: Entry) -> Symbol | None:
    if not entry.symbol:
        return None
    symbol = SYMBOLS.get(entry.symbol)
    if symbol is not None:
        return symbol
    meant = look_alike(entry.symbol)
    if meant is not None:
        raise SymbolLookAlike(pupil=entry.pupil, column=entry.column, symbol=entry.symbol, meant=meant)
    raise SymbolNotAllowed(pupil=entry.pupil, column=entry.column, symbol=entry.symbol, allowed=" ".join(SYMBOLS))


def _cell(entry: Entry, symbol: Symbol | None, columns: Collection[int]) -> Cell:
    if isinstance(symbol, Attendance) or (symbol is None and entry.column is None):
        return Cell(entry.pupil, None)
    if entry.column not in columns:
        raise ColumnNotOpened(pupil=entry.pupil, column=entry.column)
    return Cell(entry.pupil, entry.column)


def _require_unchanged(lesson: Lesson, cell: Cell, seen: int | None) -> None:
    written = lesson.cells.get(cell)
    if seen is not None and written is not None and written.version > seen:
        raise CellChanged(**cell.named(), symbol=written.symbol or "", version=written.version)


def _require_presence(lesson: Lesson, outcome: Mapping[Cell, Symbol | None]) -> None:
    """Refuse a mark 1-5 beside an absence (JRN-051), whichever of the two is written now."""
    for pupil in {cell.pupil for cell in outcome}:
        register = Cell(pupil, None)
        attendance = outcome.get(register, lesson.standing(register))
        if attendance in ABSENCES:
            for cell in (Cell(pupil, column) for column in lesson.columns):
                mark = outcome.get(cell, lesson.standing(cell))
                if mark in ASSESSMENTS:
                    raise MarkedAbsent(**cell.named(), attendance=attendance, mark=mark)
