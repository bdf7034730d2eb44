"""History («история»): the promise of the ground, by which commands and readers know the ledger."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from ledger.envelope import Metadata
from ledger.event import Event
from ledger.refusal import Refusal


class Recorded(NamedTuple):
    """One recorded event («записанное событие»): where it stands, and what happened, in its present version."""

    position: int
    stream: str
    version: int
    event: Event


class Entry(NamedTuple):
    """One row of the log as it is kept: canonical bytes and their index."""

    position: int
    stream: str
    version: int
    name: str
    recorded_at: datetime
    data: bytes


class Leaf(NamedTuple):
    """One event to append; `data` are its canonical bytes."""

    stream: str
    version: int
    name: str
    data: bytes


class Box(NamedTuple):
    """The ciphertext of one sealed field: `leaf` is its event's index in the append, `part` its number in the event."""

    leaf: int
    part: int
    key: str
    data: bytes


class Claim(NamedTuple):
    """Uniqueness now («притязание на единственность»): one *holder* of *key* among all of a *kind*."""

    kind: str
    key: str
    holder: str


@dataclass(frozen=True, slots=True)
class Append:
    """One command's events and the versions that its decision rests on (0: the stream was empty)."""

    command: str
    digest: bytes
    at: datetime
    leaves: Sequence[Leaf]
    reads: Mapping[str, int]
    boxes: Sequence[Box] = ()
    claims: Sequence[Claim] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a command («квитанция»): the position of its last event and how many it led to.

    `repeated` tells that the command had been answered before and nothing new was stored.
    """

    position: int
    count: int
    repeated: bool = False


class Stale(Exception):  # noqa: N818 - names a state of affairs
    """A stream moved on between reading and appending; decide again on fresh state."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.stream = stream


class CommandReused(Refusal):
    """The idempotency key was used for another request («ключ повтора уже использован»)."""

    code = "command.key-reused"
    requirement = "XCT-020"
    message = "Этот ключ повтора уже использован для другого запроса."


class ClockRefused(Refusal):
    """The stamp is behind the last recorded moment or ahead of the server («недостоверное время записи»)."""

    code = "command.clock-refused"
    requirement = "CON-10"
    message = "Часы сервера расходятся с журналом событий: {recorded_at}. Запись отклонена."


class AlreadyClaimed(Refusal):
    """Somebody else holds what must be unique («значение уже занято»)."""

    code = "command.already-claimed"
    requirement = "XCT-003"
    message = "Значение уже занято ({kind}): {holder}."


class Unavailable(Exception):  # noqa: N818 - names a state of affairs
    """The database cannot answer now; nothing is known of the write, repeat it with the same command id."""


@dataclass(frozen=True, slots=True)
class Recall:
    """What one batch read found: new events by stream, and the receipt if the command was answered before."""

    events: Mapping[str, Sequence[Recorded]]
    receipt: Receipt | None = field(default=None)


class History(Protocol):
    """The ledger of one tenant."""

    def recall(self, after: Mapping[str, int], *, command: str | None = None, digest: bytes = b"") -> Recall:
        """Return the events of each stream after the given version, in one round trip, in version order.

        Raises:
            CommandReused: *command* is known with another digest.
            UnknownEvent, Unavailable: the stream or the database cannot be read.

        """
        ...

    def append(self, append: Append) -> Receipt:
        """Record the events of one command, all or none; a known command gets its first answer.

        Raises:
            Stale, CommandReused, ClockRefused, AlreadyClaimed, Unavailable: nothing is stored.

        """
        ...

    def read(self, *, after: int, limit: int) -> Sequence[Entry]:
        """Return at most *limit* entries after a position, in position order."""
        ...

    def stream(self, stream: str, *, up_to: int | None = None) -> Sequence[Recorded]:
        """Return one stream's events up to and including a position."""
        ...

    def streams(self, streams: Sequence[str], *, up_to: int | None = None) -> Mapping[str, Sequence[Recorded]]:
        """Return several streams' events up to and including a position, in one round trip."""
        ...

    def entries(self, *streams: str, up_to: int | None = None) -> Sequence[Entry]:
        """Return the entries of streams with their bytes, in one round trip, each stream in version order."""
        ...

    def metadata(self, entry: Entry) -> Metadata:
        """Return who, when, under which rule and permission."""
        ...

    def head(self) -> int:
        """Return the position of the last event, 0 when there is none."""
        ...

    def position_at(self, moment: datetime) -> int:
        """Return the last position recorded at or before *moment* (as-of is by position)."""
        ...

    def follow(self, *, after: int, limit: int) -> Iterator[Sequence[Entry]]:
        """Yield batches after a position as they are recorded: woken by NOTIFY, polling at least once a second.

        A batch is empty when a second passed without news or the database was away, so that the caller may stop.
        """
        ...
