"""What the tests of keys stand on: a tenant's key store, a wrapping key, seeded entropy."""

import pytest

from api.entropy import SeededEntropy
from ledger.keys.store import KeyStore
from ledger.keys.wrapping import WRAPPING_SIZE, Wrapping
from ledger.postgres.connections import pool as open_pool


@pytest.fixture
def entropy():
    return SeededEntropy("keys")


@pytest.fixture
def wrapping(entropy):
    return Wrapping(entropy.secret(WRAPPING_SIZE))


@pytest.fixture
def pool(tenant):
    with open_pool(tenant.keys_dsn, "ledger_app", size=4) as opened:
        yield opened


@pytest.fixture
def store(pool, tenant, wrapping, entropy):
    return KeyStore(pool, tenant.keys_schema, wrapping, entropy)
