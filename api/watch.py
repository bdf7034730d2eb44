"""Watch («наблюдение за уровнем»): while a door is open, the high-water mark follows the ledger."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from psycopg import Connection
from psycopg_pool import ConnectionPool

from ledger.postgres.connections import answering
from ledger.postgres.errors import Unavailable
from ledger.postgres.highwater import HighWater

SECONDS = 1.0


@contextmanager
def watching(
    pool: ConnectionPool[Connection], schema: str, marks: HighWater, *, every: float = SECONDS
) -> Iterator[None]:
    """Raise the mark again and again, and once more at the end, whatever the database goes through meanwhile."""
    done = Event()

    def watch() -> None:
        ended = False
        while not ended:
            ended = done.wait(every)
            with suppress(Unavailable), answering(), pool.connection() as connection:
                marks.raise_to_head(connection, schema)

    thread = Thread(target=watch, name="watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
