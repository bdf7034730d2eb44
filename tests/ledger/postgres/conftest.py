"""What the tests of the ground share: a tenant's history, and acts to append."""

from collections.abc import Iterator

import pytest
from psycopg import Connection
from psycopg_pool import ConnectionPool

from aggregates.catalogue import CATALOGUE
from ledger.postgres.connections import pool as open_pool
from ledger.postgres.history import PostgresHistory
from ledger.postgres.tenants import Tenant


@pytest.fixture
def pool(tenant: Tenant) -> Iterator[ConnectionPool[Connection]]:
    assert tenant.dsn is not None
    with open_pool(tenant.dsn, "ledger_app", size=6) as opened:
        yield opened


@pytest.fixture
def history(pool, tenant: Tenant) -> Iterator[PostgresHistory]:
    with PostgresHistory(pool, tenant.schema, CATALOGUE) as opened:
        yield opened


@pytest.fixture
def owner(tenant: Tenant) -> Iterator[Connection]:
    """The administrator who migrated the tenant."""
    with Connection.connect(tenant.dsn, autocommit=True) as opened:
        yield opened
