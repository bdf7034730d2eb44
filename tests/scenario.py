"""Given, when, then: what happened before, what is asked for, what follows, in the words of events.

    given(LESSON, scheduled).when(remove, "карантин").then(LessonRemoved("карантин"))
    given(LESSON, scheduled, removed).when(remove, "карантин").refused(LessonIsRemoved, on=OCTOBER_1)

The decision is called with the folded state first. `state` is what the stream folds to afterwards, `decided` what was
asked to be recorded, with its rule and permission.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic

import pytest

from ledger.aggregate import Aggregate, Decided, State
from ledger.event import Event
from ledger.refusal import Refusal

Decision = Callable[..., list[Decided]]


@dataclass(frozen=True)
class Given(Generic[State]):
    """A stream with its past."""

    aggregate: Aggregate[State]
    past: tuple[Event, ...]

    @property
    def state(self) -> State | None:
        return self.aggregate.fold(None, enumerate(self.past, start=1))

    def when(self, decision: Decision, *arguments: Any, **options: Any) -> "Outcome[State]":
        try:
            decided = decision(self.state, *arguments, **options)
        except Refusal as refusal:
            return Outcome(self.aggregate, self.past, refusal)
        return Outcome(self.aggregate, self.past, decided)


@dataclass(frozen=True)
class Outcome(Generic[State]):
    """What a decision answered: events to record, or a refusal."""

    aggregate: Aggregate[State]
    past: tuple[Event, ...]
    answer: Sequence[Decided] | Refusal

    @property
    def decided(self) -> Sequence[Decided]:
        if isinstance(self.answer, Refusal):
            pytest.fail(f"refused: {self.answer}")
        return self.answer

    @property
    def state(self) -> State | None:
        events = (*self.past, *(one.event for one in self.decided))
        return self.aggregate.fold(None, enumerate(events, start=1))

    def then(self, *events: Event) -> "Outcome[State]":
        """The decision asked for exactly these events."""
        assert [one.event for one in self.decided] == list(events)
        return self

    def refused(self, refusal: type[Refusal], **details: Any) -> None:
        """The decision refused for exactly this reason, its message can be read, and *details* are among its own."""
        assert isinstance(self.answer, Refusal), f"not refused, but {self.answer}"
        assert type(self.answer) is refusal, f"refused, but {self.answer}"
        assert str(self.answer)
        assert {name: self.answer.details.get(name) for name in details} == details


def given(aggregate: Aggregate[State], *past: Event) -> Given[State]:
    """Begin with a stream in which *past* happened, in this order."""
    return Given(aggregate, past)
