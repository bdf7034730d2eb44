"""Empty tenants to load demos into."""

from contextlib import ExitStack, contextmanager

import pytest

from api.demo.loading import load
from api.entropy import SeededEntropy
from ledger.keys.store import KeyStore
from ledger.keys.wrapping import WRAPPING_SIZE, Wrapping
from ledger.postgres.connections import pool as open_pool
from tests.conftest import fresh_database, tenant_in


@pytest.fixture(scope="module")
def empty_tenant(administrator, server_dsn, template):
    """Give a fresh tenant, as often as asked."""
    with ExitStack() as databases:

        def another():
            return tenant_in(
                databases.enter_context(contextmanager(fresh_database)(administrator, server_dsn, template))
            )

        yield another


@pytest.fixture(scope="module")
def loaded(empty_tenant):
    """Load a world into a fresh tenant; return where, with the moment of its last event."""

    def loaded(world):
        tenant, entropy = empty_tenant(), SeededEntropy("wrapping")
        with open_pool(tenant.dsn, "ledger_app", size=4) as ledger, open_pool(tenant.keys_dsn, "ledger_app") as keys:
            wrapping = Wrapping(entropy.secret(WRAPPING_SIZE))
            keyring = KeyStore(keys, tenant.keys_schema, wrapping, entropy)
            return tenant, load(world, ledger, tenant.schema, keyring)

    return loaded
