"""Snapshot («снимок книги»): several queries that see a book at one position, also while a rebuild swaps its tables."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Connection, errors, sql

from projections import tables
from projections.book import Book
from projections.standing import NEVER_BEGUN, BookNotReady, Standing, believed


@contextmanager
def snapshot(connection: Connection, schema: str, book: Book) -> Iterator[Standing]:
    """Give where the book stands; what is read inside is exactly that. *connection* commits by itself.

    The tables are locked against being replaced before the snapshot is taken: one taken before a swap would show
    the new tables without what the swap itself added.

    Raises:
        BookNotReady: the book cannot be read.

    """
    places = sql.SQL(", ").join(tables.place_of(schema, book, table) for table in book.tables)
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        try:
            connection.execute(sql.SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(places))
        except errors.UndefinedTable:
            raise BookNotReady(book=book.name, reason=NEVER_BEGUN) from None
        yield believed(connection, schema, book.name)
