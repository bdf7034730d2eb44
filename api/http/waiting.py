"""Waiting («чтение после записи»): a reader names the position that the book must have reached."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import Depends, Query
from psycopg import Connection

from api.house import House
from api.http.dependencies import HouseDep
from ledger.postgres.connections import answering
from projections.book import Book
from projections.standing import BookBehind, believed, wait_for

WAITING_MAX = 6
"""Half of the connections: readers who wait never keep out those who write."""

WaitFor = Annotated[
    int | None,
    Query(ge=0, le=2**53, description="Дождаться, пока книга дойдёт до этой позиции.", examples=[120_458]),
]
WaitSeconds = Annotated[float, Query(ge=0, le=10, description="Сколько секунд ждать.", examples=[2])]
_turns = BoundedSemaphore(WAITING_MAX)


class BookReader:
    """Opens a book for one request, once it is far enough."""

    def __init__(self, house: House, position: int | None, seconds: float) -> None:
        self.schema = house.tenant.schema
        self._pool = house.pool
        self._position = position
        self._seconds = seconds

    @contextmanager
    def opened(self, book: Book) -> Iterator[Connection]:
        """Give a connection on which *book* can be read.

        Raises:
            BookNotReady, BookBehind: it cannot.

        """
        with answering(), self._pool.connection() as connection:
            if self._position is not None:
                self._wait(connection, book, self._position)
            yield connection

    def _wait(self, connection: Connection, book: Book, position: int) -> None:
        reached = believed(connection, self.schema, book.name).position
        if reached >= position:
            return
        if not _turns.acquire(blocking=False):
            raise BookBehind(book=book.name, position=reached, wanted=position)
        try:
            wait_for(connection, self.schema, book.name, position, seconds=self._seconds)
        finally:
            _turns.release()


async def book_reader(house: HouseDep, wait_for: WaitFor = None, wait_seconds: WaitSeconds = 2) -> BookReader:
    """Return what opens books for this request."""
    return BookReader(house, wait_for, wait_seconds)


BooksDep = Annotated[BookReader, Depends(book_reader)]
