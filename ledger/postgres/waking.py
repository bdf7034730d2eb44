"""Waking («пробуждение читателей»): NOTIFY in a transaction of its own, at most so often, off the write path."""

from contextlib import suppress
from threading import Event, Thread

from psycopg import Connection, sql
from psycopg_pool import ConnectionPool

from ledger.postgres.connections import answering
from ledger.postgres.errors import Unavailable

INTERVAL = 0.02
"""Seconds between two notifications; a reader that missed one polls anyway."""


def channel(schema: str) -> str:
    """Return the name under which a tenant's readers are woken."""
    return f"ledger_{schema}"


class Waker:
    """Tells followers that there is something new; a hint, never a promise, so nothing is flushed for it."""

    def __init__(self, pool: ConnectionPool[Connection], schema: str) -> None:
        self._pool = pool
        query = "SELECT set_config('synchronous_commit', 'off', true), pg_notify({}, '')"
        self._query = sql.SQL(query).format(channel(schema))
        self._news = Event()
        self._closed = Event()
        self._thread = Thread(target=self._run, name=f"waker-{schema}", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Have the followers woken soon; costs the caller nothing."""
        self._news.set()

    def close(self) -> None:
        """Stop waking."""
        self._closed.set()
        self._news.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closed.is_set():
            self._news.wait()
            self._news.clear()
            with suppress(Unavailable), answering(), self._pool.connection() as connection:
                connection.execute(self._query)
            self._closed.wait(INTERVAL)
