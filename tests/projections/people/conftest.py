"""What the tests of the people book stand on: commands that make cards, and a keeper with an opener."""

from datetime import UTC, datetime
from uuid import UUID

import psycopg
import pytest

from aggregates.catalogue import CATALOGUE
from api.entropy import SeededEntropy
from commands.executor import Executor
from commands.memory import Memory
from commands.sealing import Sealer
from ledger.keys.store import KeyStore
from ledger.keys.wrapping import WRAPPING_SIZE, Wrapping
from ledger.postgres.boxes import PostgresBoxes
from ledger.postgres.connections import pool
from ledger.stamp import Caller, Grant
from ledger.unsealing import Opener
from projections.people.people import kept_with

SCHOOL, ELSEWHERE = str(UUID(int=1)), str(UUID(int=2))
MORNING = datetime(2026, 10, 1, 4, 0, tzinfo=UTC)


@pytest.fixture
def entropy():
    return SeededEntropy("people")


@pytest.fixture
def keys_pool(tenant):
    with pool(tenant.keys_dsn, "ledger_app", size=2) as connections:
        yield connections


@pytest.fixture
def keyring(tenant, keys_pool, entropy):
    return KeyStore(keys_pool, tenant.keys_schema, Wrapping(entropy.secret(WRAPPING_SIZE)), entropy)


@pytest.fixture
def perform(history, keyring, entropy):
    """Carry a command out as the head, who is also the secretary, here and elsewhere."""
    executor = Executor(history, CATALOGUE, Sealer(keyring), Memory(), entropy)

    def carry_out(handle, command):
        grants = (Grant("secretary", SCHOOL), Grant("head", SCHOOL), Grant("secretary", ELSEWHERE))
        return executor.perform(handle, command, Caller("head", grants, MORNING, entropy.identifier()))

    return carry_out


@pytest.fixture
def opener(tenant, keyring):
    with pool(tenant.dsn, "ledger_books", size=2) as connections:
        yield Opener(PostgresBoxes(connections, tenant.schema), keyring)


@pytest.fixture
def keeper(keeper_of, opener):
    return keeper_of(kept_with(opener))


@pytest.fixture
def owner(tenant):
    with psycopg.connect(tenant.dsn, autocommit=True) as connection:
        yield connection
