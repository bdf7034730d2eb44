"""Biography («биография клетки»): everything that ever happened to one cell, and what was tried in vain."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from aggregates.journal.lesson.events import LessonScheduled
from aggregates.journal.permission.events import PermissionGranted, PermissionRequested
from ledger.catalogue import Catalogue
from ledger.document import Document
from ledger.envelope import Rule
from ledger.history import History
from projections.act import Act, Reader
from projections.journal.cell_change import ATTENDANCE, CELL_EVENTS, CellChange, cell_change
from replay.refused import RefusedAttempt


@dataclass(frozen=True, slots=True)
class CellKey:
    """A cell: a pupil at a lesson, in a column of marks or in the attendance register (None)."""

    lesson: str
    pupil: str
    column: int | None


@dataclass(frozen=True, slots=True)
class PermissionView:
    """The permission that a change was made under: who asked, on what ground and papers, who granted it."""

    permission: str
    ground: str
    documents: tuple[Document, ...]
    initiator: str
    granted_by: str | None
    granted_on: date | None


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the cell («запись в биографии»): who, when, from what to what, why, by which rule.

    `rule.limit` is the last day on which the cell could be written without a permission. `is_noted` tells that a
    sealed note lies beside.
    """

    position: int
    version: int
    event: str
    recorded_at: datetime
    recorded_on: date
    actor: str
    role: str
    old: str | None
    new: str | None
    reason: str | None
    is_noted: bool
    rule: Rule | None
    permission: PermissionView | None


@dataclass(frozen=True, slots=True)
class Biography:
    """The cell, its lesson, its changes in order, and refused attempts to change it."""

    cell: CellKey
    on: date | None
    position: int
    steps: tuple[Step, ...]
    refused: tuple[RefusedAttempt, ...]


class Biographies:
    """Biographies of cells in one tenant's journal."""

    def __init__(self, history: History, catalogue: Catalogue) -> None:
        self._history = history
        self._reader = Reader(catalogue, CELL_EVENTS | {LessonScheduled, PermissionRequested, PermissionGranted})

    def cell(self, cell: CellKey, *, position: int, refused: Sequence[RefusedAttempt] = ()) -> Biography:
        """Return the cell's biography up to *position*; *refused* are the attempts known from the refusal log."""
        acts = self._read([f"lesson-{cell.lesson}"], position)
        changes = [(act, change) for act in acts if (change := _change_of(cell, act)) is not None]
        permissions = self._permissions((act.permission for act, _ in changes), position)
        return Biography(
            cell=cell,
            on=next((act.event.on for act in acts if isinstance(act.event, LessonScheduled)), None),
            position=position,
            steps=tuple(_step(act, change, permissions) for act, change in changes),
            refused=tuple(refused),
        )

    def _permissions(self, names: Iterable[str | None], position: int) -> Mapping[str, PermissionView]:
        streams = [f"permission-{name}" for name in dict.fromkeys(names) if name is not None]
        permissions: dict[str, PermissionView] = {}
        for act in self._read(streams, position) if streams else ():
            name = act.stream[len("permission-") :]
            match act.event:
                case PermissionRequested(ground=ground, documents=documents):
                    permissions[name] = PermissionView(name, ground.value, documents, act.actor, None, None)
                case PermissionGranted():
                    permissions[name] = replace(permissions[name], granted_by=act.actor, granted_on=act.recorded_on)
                case _:
                    pass
        return permissions

    def _read(self, streams: Iterable[str], position: int) -> list[Act]:
        return self._reader.read(self._history.entries(*streams, up_to=position))


def _change_of(cell: CellKey, act: Act) -> CellChange | None:
    change = cell_change(act.event)
    place = (cell.pupil, ATTENDANCE if cell.column is None else cell.column)
    return change if change is not None and change[:2] == place else None


def _step(act: Act, change: CellChange, permissions: Mapping[str, PermissionView]) -> Step:
    return Step(
        position=act.position,
        version=act.version,
        event=act.event.name,
        recorded_at=datetime.fromisoformat(act.recorded_at),
        recorded_on=act.recorded_on,
        actor=act.actor,
        role=act.role,
        old=change.old,
        new=change.new,
        reason=change.reason,
        is_noted=getattr(act.event, "note", None) is not None,
        rule=act.rule,
        permission=None if act.permission is None else permissions.get(act.permission),
    )
