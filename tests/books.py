"""Looking into the tables of books."""

from typing import Any

from psycopg import Connection, sql

from projections import tables
from projections.book import Book
from projections.journal.page import JOURNAL_PAGE


def contents(connection: Connection, schema: str, book: Book = JOURNAL_PAGE) -> dict[str, list[Any]]:
    """Return everything that a book holds."""
    held = {}
    for table in book.tables:
        keys = sql.SQL(", ").join(map(sql.Identifier, table.key_columns))
        query = sql.SQL("SELECT * FROM {} ORDER BY {}").format(tables.place_of(schema, book, table), keys)
        held[table.name] = connection.execute(query).fetchall()
    return held
