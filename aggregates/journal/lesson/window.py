"""The window of a lesson: when its marks and attendance may be written, and on what footing an entry then rests."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from aggregates.journal import windows
from aggregates.journal.lesson.events import CellEvent, Reason
from aggregates.journal.lesson.refusals import EditWindowClosed, NotAMember, TooFarAhead
from aggregates.journal.lesson.state import Cell, Lesson, cell_of
from ledger.aggregate import Decided
from ledger.envelope import Rule
from ledger.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Limits:
    """What the regulation in force on the lesson's day allows (JRN-090, JRN-093, JRN-100)."""

    version: int
    edit_days: int
    ahead_days: int


@dataclass(frozen=True, slots=True)
class Place:
    """What other streams say about the lesson: who belonged to it that day, and the limits of that day."""

    members: frozenset[str]
    limits: Limits

    def require_member(self, lesson: Lesson, pupil: str) -> None:
        """Refuse a pupil who was not in the class or subgroup on the lesson's day (JRN-062)."""
        if pupil not in self.members:
            raise NotAMember(pupil=pupil, on=lesson.on)


@dataclass(frozen=True, slots=True)
class Permit:
    """A permission relied on after the window (JRN-095): its id, and the ground it was given on."""

    permission: str
    ground: Reason


@dataclass(frozen=True, slots=True)
class Footing:
    """What an entry rests on: the rule it was measured by and, after the window only, the permission."""

    rule: Rule
    permit: Permit | None

    def decided(self, event: CellEvent) -> Decided:
        """Return *event* with its rule and permission."""
        return Decided(event, self.rule, None if self.permit is None else self.permit.permission)


def footing(lesson: Lesson, limits: Limits, stamp: Stamp, permit: Permit | None) -> Footing:
    """Return what an entry made now rests on; a permission is left unused while the window is open.

    Raises:
        TooFarAhead: no permission lifts this (JRN-097).
        EditWindowClosed: the window has closed and there is no permission.

    """
    if windows.is_too_far_ahead(lesson.on, limits.ahead_days, stamp.on):
        first_day = windows.first_day_for(lesson.on, limits.ahead_days)
        raise TooFarAhead(on=lesson.on, days=limits.ahead_days, first_day=first_day)
    last_day = windows.last_day(lesson.on, limits.edit_days)
    is_closed = stamp.on > last_day
    if is_closed and permit is None:
        raise EditWindowClosed(on=lesson.on, last_day=last_day, days=limits.edit_days)
    rule = Rule("JRN-090", limits.version, last_day.isoformat())
    return Footing(rule, permit if is_closed else None)


def permitted(decided: Iterable[Decided]) -> list[Cell]:
    """Return the cells that are changed under a permission."""
    return [cell_of(cast("CellEvent", one.event)) for one in decided if one.permission is not None]
