"""Work («работа над командой»): what a handler may do: recall, decide, record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from commands.memory import Folded, Memory
from ledger.aggregate import Aggregate, Decided
from ledger.history import Claim, History, Receipt
from ledger.ports import Entropy
from ledger.stamp import Caller, Stamp

State = TypeVar("State")


class Answered(Exception):  # noqa: N818 - names a state of affairs
    """The command was answered before; nothing is decided again."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__()
        self.receipt = receipt


@dataclass(frozen=True, slots=True)
class Written:
    """An event with its place: decided and numbered, not yet sealed and encoded."""

    stream: str
    version: int
    decided: Decided
    stamp: Stamp


class Work:
    """One attempt at one command; everything recalled is version-checked when the attempt is recorded."""

    def __init__(self, history: History, memory: Memory, entropy: Entropy, caller: Caller, digest: bytes) -> None:
        self.entropy = entropy
        self.caller = caller
        self.written: list[Written] = []
        self.claims: list[Claim] = []
        self._history = history
        self._memory = memory
        self._digest = digest
        self._recalled: dict[str, Folded] = {}
        self._next: dict[str, int] = {}

    @property
    def reads(self) -> dict[str, int]:
        """The versions that the decision rests on, by stream."""
        return {stream: folded.version for stream, folded in self._recalled.items()}

    def recall(self, aggregate: Aggregate[State], identifier: str) -> State | None:
        """Return the present state, None if nothing was ever recorded there."""
        return self.recall_many(aggregate, [identifier])[identifier]

    def recall_many(self, aggregate: Aggregate[State], identifiers: Sequence[str]) -> dict[str, State | None]:
        """Return the present states of several streams of one kind, read in one round trip.

        Raises:
            Answered: this command was recorded before.

        """
        streams = {identifier: aggregate.stream(identifier) for identifier in identifiers}
        self._refresh(dict.fromkeys(streams.values(), aggregate))
        return {
            identifier: cast("State | None", self._recalled[stream].state) for identifier, stream in streams.items()
        }

    def version(self, aggregate: Aggregate[Any], identifier: str) -> int:
        """Return the version of a stream recalled before."""
        return self._recalled[aggregate.stream(identifier)].version

    def foresee(self, *places: tuple[Aggregate[Any], str]) -> None:
        """Read streams of several kinds in one round trip, for the recalls to come.

        Raises:
            Answered: this command was recorded before.

        """
        self._refresh({aggregate.stream(identifier): aggregate for aggregate, identifier in places})

    def remembered(self, aggregate: Aggregate[State], identifier: str) -> State | None:
        """Return a state as it was some time ago, if it is remembered: for what never changes, such as whose it is."""
        return cast("State | None", self._memory.get(aggregate.stream(identifier)).state)

    def record(self, aggregate: Aggregate[State], identifier: str, decided: Iterable[Decided], stamp: Stamp) -> None:
        """Append what was decided to a stream recalled before."""
        stream = aggregate.stream(identifier)
        version = self._next.get(stream, self._recalled[stream].version)
        for one in decided:
            version += 1
            self.written.append(Written(stream, version, one, stamp))
        self._next[stream] = version

    def claim(self, kind: str, key: str, holder: str) -> None:
        """Take *key* for *holder*; recording fails with `AlreadyClaimed` if it is held."""
        self.claims.append(Claim(kind, key, holder))

    def _refresh(self, streams: Mapping[str, Aggregate[Any]]) -> None:
        remembered = {stream: self._memory.get(stream) for stream in streams if stream not in self._recalled}
        if not remembered:
            return
        first = not self._recalled
        recall = self._history.recall(
            {stream: folded.version for stream, folded in remembered.items()},
            command=self.caller.command if first else None,
            digest=self._digest,
        )
        if recall.receipt is not None:
            raise Answered(recall.receipt)
        for stream, folded in remembered.items():
            events = recall.events.get(stream, ())
            if events:
                state = streams[stream].fold(folded.state, ((one.version, one.event) for one in events))
                folded = Folded(events[-1].version, state)  # noqa: PLW2901 - the same stream, further on
                self._memory.put(stream, folded)
            self._recalled[stream] = folded
