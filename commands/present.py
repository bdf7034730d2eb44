"""Present («нынешнее состояние»): what readers look up of a stream before they are shown anything of it."""

from typing import Generic, NamedTuple

from commands.memory import Folded, Memory
from ledger.aggregate import Aggregate, State
from ledger.history import History


class Found(NamedTuple, Generic[State]):
    """The state of a stream, None if nothing was ever recorded there, and its version."""

    state: State | None
    version: int


class Present:
    """Present states, from the same memory that commands use."""

    def __init__(self, history: History, memory: Memory) -> None:
        self._history = history
        self._memory = memory

    def of(self, aggregate: Aggregate[State], identifier: str) -> Found[State]:
        """Return the state of one stream as it is now."""
        stream = aggregate.stream(identifier)
        known = self._memory.get(stream)
        events = self._history.recall({stream: known.version}).events.get(stream, ())
        if events:
            state = aggregate.fold(known.state, ((one.version, one.event) for one in events))
            known = Folded(events[-1].version, state)
            self._memory.put(stream, known)
        return Found(known.state, known.version)
