"""Replaying («перечитывание журнала»): the canonical bytes of all events in their order, as fast as they can be read.

By COPY, and only the bytes: their positions have no hole, so counting tells them.
"""

from collections.abc import Iterator
from itertools import islice

from psycopg import Connection, sql
from psycopg_pool import ConnectionPool

from ledger.postgres.connections import answering
from ledger.postgres.flushing import flush

BATCH = 500
"""Events that are handed out together; their bytes stay in the processor's cache."""
_COPY = """
COPY (SELECT e.bytes FROM {}.event AS e WHERE e.position > {} AND e.position <= {} ORDER BY e.position)
TO STDOUT (FORMAT binary)
"""
_FILE_HEADER = 19
_ROW_HEADER = 6


def contents(pool: ConnectionPool[Connection], schema: str, *, after: int, up_to: int) -> Iterator[list[bytes]]:
    """Yield batches of the bytes at the positions after one up to another, both of which exist."""
    query = sql.SQL(_COPY).format(sql.Identifier(schema), after, up_to)
    with answering(), pool.connection() as connection, connection.transaction():
        flush(connection)
        connection.execute("SET LOCAL statement_timeout = 0")
        with connection.cursor() as cursor, cursor.copy(query) as copy:
            rows = iter(copy)
            left = up_to - after
            skip = _FILE_HEADER + _ROW_HEADER  # the first row comes with the header of the file
            while left > 0:
                batch = [bytes(row[_ROW_HEADER:]) for row in islice(rows, min(BATCH, left))]
                if skip:
                    batch[0], skip = batch[0][_FILE_HEADER:], 0
                left -= len(batch)
                yield batch
            for _ in rows:
                pass
