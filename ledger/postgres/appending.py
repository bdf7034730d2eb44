"""Appending («запись»): commands' events in one round trip, through the database's record()."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from psycopg import Connection, sql
from psycopg_pool import ConnectionPool

from ledger.history import AlreadyClaimed, Append, Box, Claim, ClockRefused, CommandReused, Leaf, Receipt, Stale
from ledger.postgres import arrays
from ledger.postgres.connections import answering
from ledger.postgres.grouping import Grouping

_RECORD = "CALL {}.record(%b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b)"

SLOW_FLUSH_SECONDS = 0.002
LANES_QUICK = 1
"""On a quick disk the work itself is what takes time: what waits goes together."""
LANES_SLOW = 8
"""On a slow one a flush is: nobody waits for another's, for the server lets one flush serve many."""


class _Answer(NamedTuple):
    """The row that record() answers with."""

    status: str
    place: int
    n: int
    about: str


class Appender:
    """Writes to one tenant's ledger."""

    def __init__(self, pool: ConnectionPool[Connection], schema: str) -> None:
        self._pool = pool
        self._query = sql.SQL(_RECORD).format(sql.Identifier(schema)).as_bytes(None)
        self._flush = sql.SQL("SELECT {}.flush_seconds()").format(sql.Identifier(schema))

    def append(self, append: Append) -> Receipt:
        """Record the events of one command, all or none; see `ledger.history.History.append`."""
        return self._grouping.append(append)

    @cached_property
    def _grouping(self) -> Grouping:
        """How appends go together, as the disk wants it; found out at the first one."""
        with answering(), self._pool.connection() as connection:
            row = connection.execute(self._flush).fetchone()
        assert row is not None
        return Grouping(self._send, LANES_QUICK if row[0] < SLOW_FLUSH_SECONDS else LANES_SLOW)

    def together(self, appends: Sequence[Append]) -> Sequence[Receipt]:
        """Record appends of one writer in their order, that of their stamps, in one transaction if they can."""
        return self._send(appends) or [self.append(append) for append in appends]

    def _send(self, appends: Sequence[Append]) -> Sequence[Receipt] | None:
        parameters = _parameters(appends)
        with answering(), self._pool.connection() as connection:
            row = connection.execute(self._query, parameters, prepare=True, binary=True).fetchone()
        assert row is not None
        return _receipts(_Answer._make(row), appends)


def _parameters(appends: Sequence[Append]) -> Sequence[object]:
    """Return the arguments of record(): what the commands have in common is numbered through."""
    streams: dict[str, int] = {}
    for append in appends:
        streams.update(append.reads)
    numbers = {stream: number for number, stream in enumerate(streams, start=1)}
    leaves = [leaf for append in appends for leaf in append.leaves]
    _check_versions(streams, leaves)
    return (
        arrays.identifiers([append.command for append in appends]),
        arrays.contents([append.digest for append in appends]),
        arrays.moments([append.at for append in appends]),
        arrays.integers(list(accumulate(len(append.leaves) for append in appends))),
        arrays.texts(streams),
        arrays.integers(list(streams.values())),
        arrays.integers([number for number, append in enumerate(appends, start=1) for _ in append.leaves]),
        arrays.integers([numbers[leaf.stream] for leaf in leaves]),
        arrays.texts([leaf.name for leaf in leaves]),
        arrays.contents([leaf.data for leaf in leaves]),
        *_boxes(appends),
        *_claims([claim for append in appends for claim in append.claims]),
    )


def _check_versions(reads: Mapping[str, int], leaves: Sequence[Leaf]) -> None:
    """Refuse bytes that would say another version than the row, which the database numbers itself."""
    reached = dict(reads)
    for leaf in leaves:
        reached[leaf.stream] += 1
        if leaf.version != reached[leaf.stream]:
            msg = f"{leaf.stream}: version {leaf.version} where {reached[leaf.stream]} is due"
            raise ValueError(msg)


def _boxes(appends: Sequence[Append]) -> Sequence[object]:
    """Return the boxes with the number of their event, from 1."""
    boxes: list[Box] = []
    before = 1
    for append in appends:
        boxes += [box._replace(leaf=before + box.leaf) for box in append.boxes]
        before += len(append.leaves)
    if not boxes:
        return (None, None, None, None)
    return (
        arrays.integers([box.leaf for box in boxes]),
        arrays.integers([box.part for box in boxes]),
        arrays.texts([box.key for box in boxes]),
        arrays.contents([box.data for box in boxes]),
    )


def _claims(claims: Sequence[Claim]) -> Sequence[object]:
    if not claims:
        return (None, None, None)
    return tuple(arrays.texts(column) for column in zip(*claims, strict=True))


def _receipts(answer: _Answer, appends: Sequence[Append]) -> Sequence[Receipt] | None:
    match answer.status:
        case "recorded":
            first = answer.place - answer.n
            counts = [len(append.leaves) for append in appends]
            return [Receipt(first + last, n) for last, n in zip(accumulate(counts), counts, strict=True)]
        case "apart":
            return None
        case "repeated":
            return [Receipt(answer.place, answer.n, repeated=True)]
        case "stale":
            raise Stale(answer.about)
        case "reused":
            raise CommandReused
        case "clock":
            raise ClockRefused(recorded_at=answer.about)
        case "claimed":
            raise AlreadyClaimed(kind=appends[0].claims[answer.n - 1].kind, holder=answer.about)
        case _:
            raise AssertionError(answer.status)
