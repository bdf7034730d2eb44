"""Decisions on an edit permission: the request with its documents, the head's answer, each use (JRN-094…097)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from aggregates.journal.permission.events import (
    Cell,
    PermissionGranted,
    PermissionRefused,
    PermissionRequested,
    PermissionUsed,
    RefusalGround,
)
from aggregates.journal.permission.refusals import (
    AlreadyDecided,
    AlreadyRequested,
    CellAlreadyUsed,
    CellNamedTwice,
    CellNotCovered,
    DocumentRequired,
    Expired,
    ExpiryInThePast,
    LessonDiffers,
    NoSuchCell,
    NotGranted,
    NotYourPupil,
    PermissionUnknown,
)
from aggregates.journal.permission.state import Permission, Status
from ledger.aggregate import Decided
from ledger.sealing import Category, clear


@dataclass(frozen=True, slots=True)
class Taught:
    """A lesson that a request names, as its own stream knows it: whose it is, which columns it has, who was there."""

    school_class: str
    subject: str
    teachers: frozenset[str]
    columns: frozenset[int]
    members: frozenset[str]


def request(
    permission: Permission | None,
    requested: PermissionRequested,
    lessons: Mapping[str, Taught],
    *,
    asker: str,
    class_teacher: str,
) -> list[Decided]:
    """Ask the head in writing, with documents, to let cells of one pupil in one subject be changed.

    The asker gives every lesson named, or is the pupil's class teacher.
    """
    if permission is not None:
        raise AlreadyRequested
    if not requested.documents:
        raise DocumentRequired
    named: set[Cell] = set()
    for cell in requested.cells:
        if cell in named:
            raise CellNamedTwice(lesson=cell.lesson, column=cell.column, place=_place(cell))
        named.add(cell)
        _require_cell(requested, cell, lessons[cell.lesson])
        if asker != class_teacher and asker not in lessons[cell.lesson].teachers:
            raise NotYourPupil(pupil=requested.pupil)
    return [Decided(requested)]


def grant(permission: Permission, expires_on: date | None, today: date) -> list[Decided]:
    """Allow the change, until used or through *expires_on* (JRN-095, JRN-096)."""
    _require_undecided(permission)
    if expires_on is not None and expires_on < today:
        raise ExpiryInThePast(expires_on=expires_on, today=today)
    return [Decided(PermissionGranted(expires_on=expires_on))]


def refuse(permission: Permission, ground: RefusalGround, note: str | None = None) -> list[Decided]:
    """Do not allow the change (JRN-096); the note is about the pupil, it will be sealed."""
    _require_undecided(permission)
    sealed = None if note is None else clear(permission.pupil, Category.GROUNDS, note)
    return [Decided(PermissionRefused(ground=ground, note=sealed))]


def use(permission: Permission, pupil_cells: Iterable[tuple[str, Cell]], today: date) -> list[Decided]:
    """Use the permission for the cells of pupils, each once (JRN-095)."""
    if permission.status is not Status.GRANTED:
        raise NotGranted
    if permission.expires_on is not None and today > permission.expires_on:
        raise Expired(expires_on=permission.expires_on)
    used = set(permission.used)
    decided = []
    for pupil, cell in pupil_cells:
        if pupil != permission.pupil or cell not in permission.cells:
            raise CellNotCovered(pupil=pupil, column=cell.column, place=_place(cell))
        if cell in used:
            raise CellAlreadyUsed(pupil=pupil, column=cell.column, place=_place(cell))
        used.add(cell)
        decided.append(Decided(PermissionUsed(cell=cell)))
    return decided


def known(permission: Permission | None, identifier: str) -> Permission:
    """Return the permission.

    Raises:
        PermissionUnknown: nothing was requested under this id.

    """
    if permission is None:
        raise PermissionUnknown(permission=identifier)
    return permission


def _require_cell(requested: PermissionRequested, cell: Cell, lesson: Taught) -> None:
    if (lesson.school_class, lesson.subject) != (requested.school_class, requested.subject):
        raise LessonDiffers(lesson=cell.lesson)
    if requested.pupil not in lesson.members or (cell.column is not None and cell.column not in lesson.columns):
        raise NoSuchCell(lesson=cell.lesson, pupil=requested.pupil, column=cell.column, place=_place(cell))


def _require_undecided(permission: Permission) -> None:
    if permission.status is not Status.REQUESTED:
        raise AlreadyDecided


def _place(cell: Cell) -> str:
    return "посещаемость" if cell.column is None else f"графа {cell.column}"
