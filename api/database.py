"""Database («база данных») as the doors use it: one transaction, its failures told as `Unavailable`."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Connection
from psycopg_pool import ConnectionPool

from ledger.postgres.connections import answering


@contextmanager
def transaction(pool: ConnectionPool[Connection]) -> Iterator[Connection]:
    """Borrow a connection for one transaction."""
    with answering(), pool.connection() as connection, connection.transaction():
        yield connection
