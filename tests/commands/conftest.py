"""A tenant's history and the executor that carries commands out against it."""

import pytest

from aggregates.catalogue import CATALOGUE
from api.entropy import SeededEntropy
from commands.executor import Executor
from commands.memory import Memory
from commands.sealing import Sealer
from ledger.keys.store import KeyStore
from ledger.keys.wrapping import WRAPPING_SIZE, Wrapping
from ledger.postgres.connections import pool
from ledger.postgres.history import PostgresHistory


@pytest.fixture
def entropy():
    return SeededEntropy("commands")


@pytest.fixture
def history(tenant):
    with (
        pool(tenant.dsn, "ledger_app", size=8) as connections,
        PostgresHistory(connections, tenant.schema, CATALOGUE) as history,
    ):
        yield history


@pytest.fixture
def keyring(tenant, entropy):
    with pool(tenant.keys_dsn, "ledger_app", size=2) as connections:
        yield KeyStore(connections, tenant.keys_schema, Wrapping(entropy.secret(WRAPPING_SIZE)), entropy)


@pytest.fixture
def executor(history, keyring, entropy):
    return Executor(history, CATALOGUE, Sealer(keyring), Memory(), entropy)
