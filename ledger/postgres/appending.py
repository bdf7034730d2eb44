"""Appending («запись»): one command's events in one round trip, through the database's append()."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from psycopg import Connection, sql
from psycopg_pool import ConnectionPool

from ledger.history import AlreadyClaimed, Append, ClockRefused, CommandReused, Receipt, Stale
from ledger.postgres.connections import answering

_APPEND = """
SELECT status, place, n, about
FROM {}.append(%b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b)
"""


class _Answer(NamedTuple):
    """The row that append() answers with."""

    status: str
    place: int
    n: int
    about: str


class Appender:
    """Writes to one tenant's ledger."""

    def __init__(self, pool: ConnectionPool[Connection], schema: str) -> None:
        self._pool = pool
        self._query = sql.SQL(_APPEND).format(sql.Identifier(schema)).as_bytes(None)

    def append(self, append: Append) -> Receipt:
        """Record the events of one command, all or none; see `ledger.history.History.append`."""
        parameters = _parameters(append)
        with answering(), self._pool.connection() as connection:
            row = connection.execute(self._query, parameters, prepare=True, binary=True).fetchone()
        assert row is not None
        return _receipt(_Answer._make(row), append)


def _parameters(append: Append) -> Sequence[object]:
    numbers = {stream: number for number, stream in enumerate(append.reads, start=1)}
    versions = dict(append.reads)
    for leaf in append.leaves:
        versions[leaf.stream] += 1
        assert leaf.version == versions[leaf.stream]
    return (
        UUID(append.command),
        append.digest,
        append.at,
        list(append.reads),
        list(append.reads.values()),
        [numbers[leaf.stream] for leaf in append.leaves],
        [leaf.name for leaf in append.leaves],
        [leaf.data for leaf in append.leaves],
        *_columns(append.boxes, 4),
        *_columns(append.claims, 3),
    )


def _columns(rows: Sequence[tuple[object, ...]], width: int) -> Sequence[list[object] | None]:
    """Return the rows as columns; None for each when there are no rows, which costs nothing to send."""
    return [list(column) for column in zip(*rows, strict=True)] if rows else [None] * width


def _receipt(answer: _Answer, append: Append) -> Receipt:
    match answer.status:
        case "recorded" | "repeated":
            return Receipt(answer.place, answer.n, repeated=answer.status == "repeated")
        case "stale":
            raise Stale(answer.about)
        case "reused":
            raise CommandReused
        case "clock":
            raise ClockRefused(recorded_at=answer.about)
        case "claimed":
            claim = append.claims[int(answer.about) - 1]
            raise AlreadyClaimed(kind=claim.kind, holder=claim.holder)
        case _:
            raise AssertionError(answer.status)
