"""Aggregate («агрегат»): a stream, the state folded from it, and what a decision answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ledger.envelope import Rule
from ledger.event import Event

State = TypeVar("State")
Recordable = TypeVar("Recordable", bound=Event)


@dataclass(frozen=True, slots=True)
class Decided:
    """One event a decision asks to record, with the rule it was measured by and the permission it used."""

    event: Event
    rule: Rule | None = None
    permission: str | None = None


@dataclass(frozen=True, slots=True)
class Aggregate(Generic[State]):
    """A kind of stream: its prefix and its fold.

    `fold(state, events)` takes the state so far (None before the first event) and recorded events with their
    versions, and returns the new state. It accepts every event of its aggregate, because it already happened.
    """

    prefix: str
    fold: Callable[[State | None, Iterable[tuple[int, Any]]], State | None]

    def stream(self, identifier: str) -> str:
        """Return the name of the stream: «lesson-0198…»."""
        return f"{self.prefix}-{identifier}"
