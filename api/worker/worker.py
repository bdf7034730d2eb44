"""Worker («рабочий процесс»): one process of a tenant that follows the ledger until it is told to stop."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Event

import structlog
from psycopg import Connection

from aggregates.catalogue import CATALOGUE
from api.books import books_of
from api.house import House
from api.logging import failure
from api.worker.duties import Duty
from api.worker.policies import Policy
from api.worker.sealing import seal_days
from commands.reactions.finish_destruction import FinishDestruction
from ledger.postgres.connections import answering, connect
from ledger.postgres.errors import Unavailable
from projections.live import BATCH, Keeper
from projections.standing import State, standings

PAUSES = (1.0, 2.0, 5.0)
"""Seconds between attempts while the database is away."""
MINUTE = 60.0

_log = structlog.get_logger()


class Worker:
    """Keeps the books and carries out reactions; several workers of a tenant do not disturb one another."""

    def __init__(self, house: House, stop: Event) -> None:
        self._house = house
        self._stop = stop
        self._failures = 0

    def run(self) -> None:
        """Work until told to stop; while the database is away, ask for it again and again."""
        _log.info("worker.started", tenant=self._house.tenant.name)
        while not self._stop.is_set():
            try:
                self._work()
            except Unavailable as error:
                pause = PAUSES[min(self._failures, len(PAUSES) - 1)]
                self._failures += 1
                _log.warning("worker.waits", attempt=self._failures, seconds=pause, **failure(error))
                self._stop.wait(pause)
        _log.info("worker.stopped", tenant=self._house.tenant.name)

    def _work(self) -> None:
        """Perform all duties at once, and again whenever something is recorded and at least once a second."""
        history = self._house.history
        with self._duties() as duties, closing(history.follow(after=history.head(), limit=BATCH)) as following:
            while not self._stop.is_set():
                for duty in duties:
                    duty.perform()
                self._failures = 0
                next(following)

    @contextmanager
    def _duties(self) -> Iterator[list[Duty]]:
        """Give the duties, the books' on a connection of their own."""
        house = self._house
        assert house.tenant.dsn is not None
        with closing(connect(house.tenant.dsn, "ledger_books")) as connection:
            finishing = Policy("finish-destruction", FinishDestruction(house.keys, house.history), house, CATALOGUE)
            yield [
                *self._books(connection),
                Duty(finishing.name, finishing.catch_up),
                Duty("seal-refusals", lambda: seal_days(house), every=MINUTE),
                Duty("report", lambda: report(house), every=MINUTE),
            ]

    def _books(self, connection: Connection) -> Iterator[Duty]:
        for name, book in books_of(self._house).items():
            keeper = Keeper(connection, self._house.tenant.schema, self._house.history, CATALOGUE, book)
            keeper.begin()
            yield Duty(name, keeper.catch_up)


def report(house: House) -> int:
    """Write down that the worker lives, and which books cannot be kept."""
    with answering(), house.pool.connection() as connection:
        found = standings(connection, house.tenant.schema)
    for one in found:
        if one.state is not State.LIVE:
            _log.error("book.stands", book=one.name, position=one.position, status=one.state.value)
    _log.info("worker.alive", head=house.history.head(), count=len(found))
    return 0
