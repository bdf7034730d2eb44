"""Shadow («теневая книга»): the tables of a rebuild beside the kept ones, until they take their place."""

from dataclasses import dataclass

from psycopg import Connection, sql

from aggregates.catalogue import CATALOGUE
from ledger.history import History
from projections import tables
from projections.act import Reader
from projections.book import Book
from projections.standing import State, channel_of, standing
from replay.comparison import Comparison, compare
from replay.rebuild_worker import SHADOW, Site, shadow_numbers

_BATCH = 8_000


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a book is rebuilt: the tenant's database and schema, its history, and how many processes may work.

    With no processes at all the work is done here, for books that cannot be handed to another process.
    """

    dsn: str
    schema: str
    history: History
    processes: int


class Shadow:
    """The shadow of a book: at `position`, with rows of everything up to it."""

    def __init__(self, connection: Connection, ground: Ground, book: Book, position: int, *, comparable: bool) -> None:
        self.connection = connection
        self.ground = ground
        self.book = book
        self.position = position
        self._comparable = comparable
        self._reader = Reader(CATALOGUE, book.events)

    @classmethod
    def begun(cls, connection: Connection, ground: Ground, book: Book) -> "Shadow":
        """Make empty shadow tables, to be filled up to where the kept book stands, or to the ledger's head.

        A kept book that halted, or that another version of its function wrote, cannot be compared.
        """
        kept = standing(connection, ground.schema, book.name)
        comparable = kept is not None and kept.state is State.LIVE and kept.version == book.version
        position = kept.position if kept is not None and comparable else ground.history.head()
        tables.drop(connection, ground.schema, book, SHADOW)
        tables.create(connection, ground.schema, book, SHADOW)
        return cls(connection, ground, book, position, comparable=comparable)

    @property
    def site(self) -> Site:
        """What the workers need to know."""
        numbers = shadow_numbers(self.connection, self.ground.schema, self.book)
        return Site(self.ground.dsn, self.ground.schema, self.book, self.position, numbers)

    def compare(self) -> Comparison | None:
        """Compare with the kept book in one snapshot, while readers and the keeper go on."""
        if not self._comparable:
            return None
        with self.connection.transaction():
            self.connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            self._reach_kept(sql.SQL(""))
            return compare(self.connection, self.ground.schema, self.book, self.position)

    def swap(self) -> None:
        """Take the kept book's place at the position that it has reached meanwhile."""
        schema, book = self.ground.schema, self.book
        with self.connection.transaction():
            self._reach_kept(sql.SQL("FOR UPDATE"))
            tables.drop(self.connection, schema, book)
            tables.rename(self.connection, schema, book, SHADOW)
            query = sql.SQL(
                "INSERT INTO {} (name, version, position, state, reason) VALUES (%s, %s, %s, %s, '')"
                " ON CONFLICT (name) DO UPDATE SET version = excluded.version, position = excluded.position,"
                " state = excluded.state, reason = excluded.reason"
            ).format(sql.Identifier(schema, "book"))
            self.connection.execute(query, (book.name, book.version, self.position, State.LIVE.value))
            self.connection.execute("SELECT pg_notify(%s, '')", (channel_of(schema, book.name),))

    def _reach_kept(self, lock: sql.SQL) -> None:
        """Add what the kept book has seen since, as a live book does."""
        kept = standing(self.connection, self.ground.schema, self.book.name, lock=lock)
        if kept is None or not self._comparable:
            return
        while self.position < kept.position:
            limit = min(_BATCH, kept.position - self.position)
            entries = self.ground.history.read(after=self.position, limit=limit)
            changes = self.book.changes()
            self.book.fold(self._reader.read(entries), changes)
            tables.write(self.connection, self.ground.schema, self.book, changes, SHADOW)
            self.position = entries[-1].position
