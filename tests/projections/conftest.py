"""A tenant's history, a chronicle to write it with, and connections that keep and read books."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from psycopg import Connection

from aggregates.catalogue import CATALOGUE
from ledger.postgres.connections import connect, pool
from ledger.postgres.history import PostgresHistory
from ledger.postgres.tenants import Tenant
from projections.book import Book
from projections.journal.page import JOURNAL_PAGE
from projections.live import Keeper
from tests.chronicle import Chronicle


@pytest.fixture
def history(tenant: Tenant) -> Iterator[PostgresHistory]:
    with (
        pool(tenant.dsn, "ledger_app", size=4) as connections,
        PostgresHistory(connections, tenant.schema, CATALOGUE) as history,
    ):
        yield history


@pytest.fixture
def chronicle(history: PostgresHistory) -> Chronicle:
    return Chronicle(history)


@pytest.fixture
def books(tenant: Tenant) -> Iterator[Connection]:
    with closing(connect(tenant.dsn, "ledger_books")) as connection:
        yield connection


@pytest.fixture
def reader(tenant: Tenant) -> Iterator[Connection]:
    with closing(connect(tenant.dsn, "ledger_app")) as connection:
        yield connection


@pytest.fixture
def keeper_of(books: Connection, tenant: Tenant, history: PostgresHistory) -> Callable[[Book], Keeper]:
    def begun(book: Book) -> Keeper:
        keeper = Keeper(books, tenant.schema, history, CATALOGUE, book)
        keeper.begin()
        return keeper

    return begun


@pytest.fixture
def keeper(keeper_of: Callable[[Book], Keeper]) -> Keeper:
    return keeper_of(JOURNAL_PAGE)
