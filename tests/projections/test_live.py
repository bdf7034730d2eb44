"""Live books follow the ledger, whatever happens in between."""

import pytest
from psycopg import sql

from aggregates.catalogue import CATALOGUE
from projections import tables
from projections.journal.page import JOURNAL_PAGE
from projections.live import Keeper
from projections.standing import State, standing
from tests.chronicle import teach

BOOK = JOURNAL_PAGE.name


@pytest.fixture
def keeper(books, tenant, history):
    keeper = Keeper(books, tenant.schema, history, CATALOGUE, JOURNAL_PAGE)
    keeper.begin()
    return keeper


def contents(connection, schema, book=JOURNAL_PAGE):
    """Everything that a book holds."""
    held = {}
    for table in book.tables:
        query = sql.SQL("SELECT * FROM {} ORDER BY {}").format(
            tables.place_of(schema, book, table), sql.SQL(", ").join(map(sql.Identifier, table.key_columns))
        )
        held[table.name] = connection.execute(query).fetchall()
    return held


def test_a_book_follows_the_ledger_to_its_head(keeper, chronicle, history, books, tenant):
    teach(chronicle, 1)
    assert keeper.catch_up() == history.head()
    assert standing(books, tenant.schema, BOOK)[2:4] == (history.head(), State.LIVE)
    assert len(contents(books, tenant.schema)["lesson"]) == 12
