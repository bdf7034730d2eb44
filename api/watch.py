"""Watch («наблюдение»): while a door is open, the mark follows the ledger and a crashed server is started again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import structlog
from psycopg import Connection
from psycopg_pool import ConnectionPool

from api.logging import failure
from ledger.postgres.connections import answering
from ledger.postgres.errors import CannotRun, Unavailable
from ledger.postgres.highwater import HighWater, LedgerBehind

SECONDS = 1.0

_log = structlog.get_logger()


def leave_alone() -> None:
    """Revive nothing: others look after the server."""


@contextmanager
def watching(
    pool: ConnectionPool[Connection],
    schema: str,
    marks: HighWater,
    revive: Callable[[], None] = leave_alone,
    *,
    every: float = SECONDS,
) -> Iterator[None]:
    """Raise the mark again and again, and once more at the end, whatever the database goes through meanwhile.

    While it is away *revive* is called again and again. Where another ledger is put in its place, the watch ends.
    """
    done = Event()

    def watch() -> None:
        ended = False
        while not ended:
            ended = done.wait(every)
            try:
                with answering(), pool.connection() as connection:
                    marks.check(connection, schema)
                    marks.raise_to_head(connection, schema)
            except Unavailable:
                _attempt(revive)
            except LedgerBehind as error:  # the mark stays as the witness, and no door opens any more
                _log.critical("ledger.replaced", code=error.code)
                return
            except OSError as error:  # the disk of the mark's file is full
                _log.error("mark.not-raised", **failure(error))

    thread = Thread(target=watch, name="watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _attempt(revive: Callable[[], None]) -> None:
    try:
        revive()
    except CannotRun as error:
        _log.error("server.not-revived", code=error.code)
