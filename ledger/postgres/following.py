"""Following («слежение за журналом»): batches as they are recorded, woken by NOTIFY, never missing one."""

from collections.abc import Generator, Sequence
from time import sleep

import psycopg
from psycopg import Connection, sql
from psycopg_pool import ConnectionPool

from ledger.history import Entry
from ledger.postgres.connections import answering
from ledger.postgres.errors import Unavailable
from ledger.postgres.reading import Reader
from ledger.postgres.waking import channel

POLL_SECONDS = 1.0


class Follower:
    """Follows one tenant's ledger over connections of its own."""

    def __init__(self, pool: ConnectionPool[Connection], schema: str, reader: Reader) -> None:
        self._pool = pool
        self._listen = sql.SQL("LISTEN {}").format(sql.Identifier(channel(schema)))
        self._reader = reader

    def follow(self, after: int, limit: int) -> Generator[Sequence[Entry], None, None]:
        """Yield batches after a position; an empty one when a second has passed without news or without a database."""
        listener: Connection | None = None
        try:
            while True:
                try:
                    listener = listener or self._listener()
                    batch = self._reader.page(after, limit) or self._next(listener, after, limit)
                except Unavailable:
                    _close(listener)
                    listener, batch = None, []
                    sleep(POLL_SECONDS)
                if batch:
                    after = batch[-1].position
                yield batch
        finally:
            _close(listener)

    def _listener(self) -> Connection:
        assert isinstance(self._pool.conninfo, str)
        with answering():
            listener = psycopg.connect(self._pool.conninfo, autocommit=True)
            listener.execute(self._listen)
        return listener

    def _next(self, listener: Connection, after: int, limit: int) -> list[Entry]:
        """Wait for news, but no longer than the next poll, and read again: what was missed is found by reading."""
        with answering():
            for _ in listener.notifies(timeout=POLL_SECONDS, stop_after=1):
                pass
        return self._reader.page(after, limit)


def _close(connection: Connection | None) -> None:
    if connection is not None:
        connection.close()
