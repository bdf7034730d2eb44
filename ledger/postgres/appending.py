"""Appending («запись»): commands' events in one round trip, through the database's record()."""

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple
from uuid import UUID

from psycopg import Connection, sql
from psycopg_pool import ConnectionPool

from ledger.history import AlreadyClaimed, Append, ClockRefused, CommandReused, Receipt, Stale
from ledger.postgres.connections import answering
from ledger.postgres.grouping import Grouping

_RECORD = "CALL {}.record(%b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b)"


SLOW_FLUSH_SECONDS = 0.002
LANES_QUICK = 2
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
        """Record appends of one writer in their order, in one transaction if they can go together."""
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
    return (
        [UUID(append.command) for append in appends],
        [append.digest for append in appends],
        [append.at for append in appends],
        list(accumulate(len(append.leaves) for append in appends)),
        list(streams),
        list(streams.values()),
        [number for number, append in enumerate(appends, start=1) for _ in append.leaves],
        [numbers[leaf.stream] for leaf in leaves],
        [leaf.name for leaf in leaves],
        [leaf.data for leaf in leaves],
        *_columns(_boxes(appends), 4),
        *_columns([claim for append in appends for claim in append.claims], 3),
    )


def _boxes(appends: Sequence[Append]) -> list[tuple[object, ...]]:
    """Return the boxes with the number of their event, from 1."""
    boxes: list[tuple[object, ...]] = []
    before = 1
    for append in appends:
        boxes += [(before + box.leaf, box.part, box.key, box.data) for box in append.boxes]
        before += len(append.leaves)
    return boxes


def _columns(rows: Sequence[tuple[object, ...]], width: int) -> Sequence[list[object] | None]:
    """Return the rows as columns; None for each when there are no rows, which costs nothing to send."""
    return [list(column) for column in zip(*rows, strict=True)] if rows else [None] * width


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
