"""A tenant's history, a chronicle to write it with, and a connection that keeps books."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from psycopg import Connection

from aggregates.catalogue import CATALOGUE
from ledger.postgres.connections import connect, pool
from ledger.postgres.history import PostgresHistory
from ledger.postgres.tenants import Tenant
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
