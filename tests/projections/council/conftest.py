"""A council at work, its book kept up to date on request."""

import pytest

from aggregates.catalogue import CATALOGUE
from api.entropy import SeededEntropy
from commands.executor import Executor
from commands.memory import Memory
from commands.sealing import Sealer
from ledger.keys.store import KeyStore
from ledger.keys.wrapping import WRAPPING_SIZE, Wrapping
from ledger.postgres.connections import pool
from projections.council.decisions import COUNCIL_DECISIONS
from tests.chamber import Chamber


@pytest.fixture
def chamber(tenant, history):
    entropy = SeededEntropy("council")
    with pool(tenant.keys_dsn, "ledger_app", size=1) as connections:
        keyring = KeyStore(connections, tenant.keys_schema, Wrapping(entropy.secret(WRAPPING_SIZE)), entropy)
        chamber = Chamber(Executor(history, CATALOGUE, Sealer(keyring), Memory(), entropy), entropy)
        chamber.establish()
        chamber.compose()
        yield chamber


@pytest.fixture
def keeper(keeper_of):
    return keeper_of(COUNCIL_DECISIONS)
