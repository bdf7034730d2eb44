"""Live books («ведение книг»): each follows the ledger in transactions that hold its rows and its position."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from psycopg import Connection, Error, OperationalError, sql

from ledger.catalogue import Catalogue
from ledger.history import Entry, History, Unavailable
from ledger.postgres.connections import answering
from projections import tables
from projections.act import Act, Reader, Unreadable
from projections.book import Book, Missing
from projections.standing import Standing, State, channel_of, standing

BATCH = 1_000
BATCH_FAR_BEHIND = 8_000
"""A book that is far behind takes more a transaction: fewer commits, and nobody is waiting for just this batch."""

_REASON_LENGTH = 500


class Keeper:
    """Keeps one book of one tenant.

    `connection` acts as ledger_books. Several keepers of a book may run: the row that holds the position is locked
    while a batch is applied, and whoever finds it locked leaves the work to the other.
    """

    def __init__(self, connection: Connection, schema: str, history: History, catalogue: Catalogue, book: Book) -> None:
        self.book = book
        self._connection = connection
        self._schema = schema
        self._history = history
        self._reader = Reader(catalogue, book.events)
        self._place = sql.Identifier(schema, "book")

    def begin(self) -> None:
        """Make the book's tables if it has none, and give one that stands another try: the program may be another."""
        with answering(), self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (self._channel,))
            found = standing(self._connection, self._schema, self.book.name)
            if found is None:
                tables.create(self._connection, self._schema, self.book)
                tables.add_indexes(self._connection, self._schema, self.book)
                query = sql.SQL("INSERT INTO {} (name, version, position, state, reason) VALUES (%s, %s, 0, %s, '')")
                self._connection.execute(
                    query.format(self._place), (self.book.name, self.book.version, State.LIVE.value)
                )
            elif found.version != self.book.version:
                reason = f"составлена по правилам версии {found.version}, действует {self.book.version}"
                self._stand(found.position, State.REBUILDING, reason)
            elif found.state is not State.LIVE:
                self._stand(found.position, State.LIVE)

    def catch_up(self) -> int:
        """Apply everything recorded so far, and return how many entries that were.

        It stops early where the book halts or another keeper is at work.
        """
        limit, done = BATCH, 0
        while count := self.step(limit):
            done += count
            if count == limit:
                limit = BATCH_FAR_BEHIND
        return done

    def step(self, limit: int = BATCH) -> int:
        """Apply one batch in one transaction and return how many entries it had."""
        with answering(), self._locked() as found:
            if found is None or found.state is not State.LIVE or found.version != self.book.version:
                return 0
            entries = self._history.read(after=found.position, limit=limit)
            if not entries:
                return 0
            return self._apply(found.position, entries)

    def _apply(self, after: int, entries: Sequence[Entry]) -> int:
        """Apply entries; before one that cannot be read or makes no sense, stand still.

        If a whole batch fails, half of it is tried, so that in the end the book stands just before the culprit.
        """
        reached, reason = entries[-1].position, ""
        acts: Sequence[Act]
        try:
            acts = self._reader.read(entries)
        except Unreadable as trouble:
            reached, acts, reason = trouble.position - 1, trouble.read, str(trouble)
        try:
            with self._connection.transaction():
                self._write(acts)
        except (OperationalError, Unavailable):
            raise
        except Exception as trouble:  # noqa: BLE001 - whatever a book stumbles over stops this book, not the process
            if len(entries) > 1:
                return self._apply(after, entries[: len(entries) // 2])
            reached, reason = after, f"{after + 1}: {_words(trouble)}"
        self._stand(reached, State.HALTED if reason else State.LIVE, reason)
        return reached - after

    def _write(self, acts: Sequence[Act]) -> None:
        changes = self.book.changes()
        self.book.fold(acts, changes)
        tables.write(self._connection, self._schema, self.book, changes)

    def _stand(self, position: int, state: State, reason: str = "") -> None:
        """Record where the book stands, and wake those who wait for it."""
        query = sql.SQL("UPDATE {} SET position = %s, state = %s, reason = %s WHERE name = %s")
        parameters = (position, state.value, reason[:_REASON_LENGTH], self.book.name)
        self._connection.execute(query.format(self._place), parameters)
        self._connection.execute("SELECT pg_notify(%s, '')", (self._channel,))

    @property
    def _channel(self) -> str:
        return channel_of(self._schema, self.book.name)

    @contextmanager
    def _locked(self) -> Iterator[Standing | None]:
        """Hold the book's row, or None if another keeper or a rebuild holds it."""
        with self._connection.transaction():
            lock = sql.SQL("FOR UPDATE SKIP LOCKED")
            yield standing(self._connection, self._schema, self.book.name, lock=lock)


def _words(trouble: Exception) -> str:
    """Return what may be told of a trouble: its kind and where, never values, for they may be personal data."""
    match trouble:
        case Missing():
            return f"Missing {trouble}"
        case Error():
            return (
                f"{type(trouble).__name__} {trouble.diag.table_name or ''} {trouble.diag.constraint_name or ''}".strip()
            )
        case _:
            return type(trouble).__name__
