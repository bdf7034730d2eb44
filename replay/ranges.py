"""Ranges of streams («диапазоны потоков»): equal shares of the ledger in which every stream is whole."""

from collections.abc import Sequence
from typing import NamedTuple

from psycopg import Connection, sql

_SAMPLES = 4_000


class Range(NamedTuple):
    """Streams from a name on, up to but without another; None has no end."""

    start: str
    end: str | None


def ranges(connection: Connection, schema: str, position: int, count: int) -> list[Range]:
    """Divide the streams with events up to *position* into about *count* shares, by a sample of the events."""
    query = sql.SQL(
        "SELECT stream FROM {}.event WHERE position IN (SELECT generate_series(1, %s::bigint, %s::bigint))"
    ).format(sql.Identifier(schema))
    step = max(1, position // _SAMPLES)
    sample = sorted(stream for (stream,) in connection.execute(query, (position, step)))
    return divide(sample, count)


def divide(sample: Sequence[str], count: int) -> list[Range]:
    """Cut a sorted sample into at most *count* ranges that together hold every name."""
    cuts = sorted({sample[number * len(sample) // count] for number in range(1, count)} if sample else set())
    starts = ["", *cuts]
    return [Range(start, end) for start, end in zip(starts, [*cuts, None], strict=True)]
