"""What the doors' tests stand on: a tenant, a clock that stands still, seeded entropy, cheap passwords."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from api.accounts.entrance import Entrance
from api.accounts.passwords import Passwords
from api.accounts.register import Accounts
from api.entropy import SeededEntropy
from ledger.postgres.connections import pool as open_pool


class StandingClock:
    """Stands at a moment until it is moved."""

    def __init__(self, moment):
        self.moment = moment

    def now(self):
        return self.moment

    def pass_by(self, **time):
        self.moment += timedelta(**time)


@pytest.fixture
def clock():
    return StandingClock(datetime(2026, 10, 1, 7, 0, tzinfo=UTC))


@pytest.fixture
def entropy():
    return SeededEntropy("tests")


@pytest.fixture
def pool(tenant):
    with open_pool(tenant.dsn, "ledger_app", size=4) as opened:
        yield opened


@pytest.fixture(scope="session")
def passwords():
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def accounts(pool, tenant, clock, entropy, passwords):
    return Accounts(pool, tenant.schema, clock, entropy, passwords)


@pytest.fixture
def entrance(pool, tenant, clock, entropy, passwords):
    return Entrance(pool, tenant.schema, clock, entropy, passwords)
