"""Replaying («перечитывание журнала»): the canonical bytes of all events in their order, as fast as they can be read.

Only the bytes are fetched: positions have no hole, so counting tells them and where a page begins. While a page is
worked on the server is busy with the next one.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any

from psycopg import Connection, Cursor, sql
from psycopg_pool import ConnectionPool

from ledger.postgres.connections import answering
from ledger.postgres.flushing import flush

PAGE = 500
"""Events that are handed out together; their bytes stay in the processor's cache."""
_AHEAD = 2
_PAGE = "SELECT e.bytes FROM {}.event AS e WHERE e.position > %b AND e.position <= %b ORDER BY e.position"


def contents(pool: ConnectionPool[Connection], schema: str, *, after: int, up_to: int) -> Iterator[list[bytes]]:
    """Yield pages of the bytes at the positions after one up to another, both of which exist."""
    query = sql.SQL(_PAGE).format(sql.Identifier(schema)).as_bytes(None)
    starts = iter(range(after, up_to, PAGE))
    asked: deque[Cursor[tuple[Any, ...]]] = deque()
    with answering(), pool.connection() as connection:
        flush(connection)
        with connection.pipeline():
            while True:
                while len(asked) < _AHEAD and (start := next(starts, None)) is not None:
                    page = (start, min(start + PAGE, up_to))
                    asked.append(connection.execute(query, page, prepare=True, binary=True))
                if not asked:
                    return
                yield [data for (data,) in asked.popleft().fetchall()]
