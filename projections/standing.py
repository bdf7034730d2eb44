"""Standing («состояние книги»): how far a book is, whether it may be believed, and waiting until it is far enough."""

import time
from enum import StrEnum
from typing import NamedTuple

from psycopg import Connection, sql

from ledger.refusal import Refusal

NEVER_BEGUN = "она ещё не составлена, её составляет ledger worker"
_RECHECK_SECONDS = 1.0
_UNLOCKED = sql.SQL("")


class State(StrEnum):
    """Whether a book can be read.

    `live` follows the ledger. `rebuilding` belongs to another version of its function and waits for a rebuild.
    `halted` met what it cannot read, as its reason tells.
    """

    LIVE = "live"
    REBUILDING = "rebuilding"
    HALTED = "halted"


class Standing(NamedTuple):
    """One row of the table `book`: the position up to which the book has seen everything."""

    name: str
    version: int
    position: int
    state: State
    reason: str


class BookNotReady(Refusal):
    """The book halted or waits for its rebuild («книга недоступна»)."""

    code = "book.not-ready"
    requirement = "XCT-004"
    message = "Книга {book} сейчас недоступна: {reason}"


class BookBehind(Refusal):
    """The book has not reached the position asked for in time («книга ещё не обновлена»)."""

    code = "book.behind"
    requirement = "XCT-004"
    message = "Книга {book} обновлена до позиции {position}, до {wanted} ещё не дошла. Повторите."


def channel_of(schema: str, book: str) -> str:
    """Return the channel on which a book tells that it moved on."""
    return f"{schema}.{book}"


def standings(connection: Connection, schema: str) -> list[Standing]:
    """Return where all books stand, by name."""
    query = sql.SQL("SELECT name, version, position, state, reason FROM {} ORDER BY name")
    return [_standing(*row) for row in connection.execute(query.format(sql.Identifier(schema, "book")))]


def standing(connection: Connection, schema: str, book: str, *, lock: sql.SQL = _UNLOCKED) -> Standing | None:
    """Return where one book stands, None if it was never begun; *lock* ends the query."""
    query = sql.SQL("SELECT name, version, position, state, reason FROM {} WHERE name = %s {}")
    row = connection.execute(query.format(sql.Identifier(schema, "book"), lock), (book,)).fetchone()
    return None if row is None else _standing(*row)


def believed(connection: Connection, schema: str, book: str) -> Standing:
    """Return where a book stands that can be read.

    Raises:
        BookNotReady: it halted, waits for its rebuild, or was never begun.

    """
    found = standing(connection, schema, book)
    if found is None:
        raise BookNotReady(book=book, reason=NEVER_BEGUN)
    if found.state is not State.LIVE:
        raise BookNotReady(book=book, reason=found.reason)
    return found


def wait_for(connection: Connection, schema: str, book: str, position: int, *, seconds: float) -> Standing:
    """Wait until *book* has seen *position*, at most *seconds*, woken by the book itself; *connection* autocommits.

    Raises:
        BookNotReady: the book cannot be read.
        BookBehind: the time is over.

    """
    found = believed(connection, schema, book)
    if found.position >= position:
        return found
    channel = sql.Identifier(channel_of(schema, book))
    deadline = time.monotonic() + seconds
    connection.execute(sql.SQL("LISTEN {}").format(channel))
    try:
        while (found := believed(connection, schema, book)).position < position:
            left = deadline - time.monotonic()
            if left <= 0:
                raise BookBehind(book=book, position=found.position, wanted=position)
            for _ in connection.notifies(timeout=min(left, _RECHECK_SECONDS), stop_after=1):
                pass
    finally:
        connection.execute(sql.SQL("UNLISTEN {}").format(channel))
    return found


def _standing(name: str, version: int, position: int, state: str, reason: str) -> Standing:
    return Standing(name, version, position, State(state), reason)
