"""House («сборка»): one tenant's rooms put together, for whichever door is opened."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from psycopg import Connection
from psycopg_pool import ConnectionPool

from aggregates.catalogue import CATALOGUE
from api.accounts.entrance import Entrance
from api.accounts.passwords import Passwords
from api.accounts.register import Accounts
from api.clock import ShiftedClock, SystemClock
from api.entropy import SystemEntropy
from api.refusals import PostgresRefusalLog
from api.settings import Settings, plain
from api.tenancy import marks_of, open_tenant, reviver_of
from api.watch import watching
from commands.executor import Executor
from commands.memory import Memory
from commands.present import Present
from commands.refusals.desk import Desk
from commands.sealing import Sealer
from ledger.keys import keyfile
from ledger.keys.store import KeyStore
from ledger.keys.wrapping import Wrapping
from ledger.ports import Clock, Entropy
from ledger.postgres.connections import pool as open_pool
from ledger.postgres.history import PostgresHistory
from ledger.postgres.tenants import ClockKind, Tenant

POOL_SIZE = 12
KEYS_POOL_SIZE = 2


@dataclass(frozen=True, slots=True)
class House:
    """Everything that a door of one tenant may need; safe to share between threads."""

    tenant: Tenant
    clock: Clock
    entropy: Entropy
    pool: ConnectionPool[Connection]
    history: PostgresHistory
    keys: KeyStore
    desk: Desk
    present: Present
    refusals: PostgresRefusalLog
    accounts: Accounts
    entrance: Entrance


def clock_of(tenant: Tenant) -> Clock:
    """Return the clock that this tenant lives by."""
    return ShiftedClock(tenant.offset) if tenant.clock is ClockKind.SIMULATED else SystemClock()


def wrapping_of(settings: Settings, entropy: Entropy) -> Wrapping:
    """Return the key that wraps the keys of personal data; its file is made at the first use."""
    return keyfile.load_or_create(settings.wrapping_file, entropy, plain(settings.keys_passphrase))


@contextmanager
def open_house(
    tenant: Tenant,
    wrapping: Wrapping,
    entropy: Entropy,
    *,
    clock: Clock | None = None,
    passwords: Passwords | None = None,
) -> Iterator[House]:
    """Open the rooms of a tenant that is prepared and within reach, and close them afterwards."""
    assert tenant.dsn is not None
    assert tenant.keys_dsn is not None
    clock, passwords = clock or clock_of(tenant), passwords or Passwords()
    with ExitStack() as opened:
        pool = opened.enter_context(open_pool(tenant.dsn, "ledger_app", size=POOL_SIZE))
        keys_pool = opened.enter_context(open_pool(tenant.keys_dsn, "ledger_app", size=KEYS_POOL_SIZE))
        keys = KeyStore(keys_pool, tenant.keys_schema, wrapping, entropy)
        keys.check()
        history = opened.enter_context(PostgresHistory(pool, tenant.schema, CATALOGUE))
        refusals = PostgresRefusalLog(pool, tenant.schema, entropy)
        memory = Memory()
        executor = Executor(history, CATALOGUE, Sealer(keys), memory, entropy, clock)
        yield House(
            tenant=tenant,
            clock=clock,
            entropy=entropy,
            pool=pool,
            history=history,
            keys=keys,
            desk=Desk(executor, refusals),
            present=Present(history, memory),
            refusals=refusals,
            accounts=Accounts(pool, tenant.schema, clock, entropy, passwords),
            entrance=Entrance(pool, tenant.schema, clock, entropy, passwords),
        )


@contextmanager
def house_of(settings: Settings, name: str | None = None) -> Iterator[House]:
    """Open the house of the tenant *name*, or of the one that the settings choose, and watch over it meanwhile."""
    entropy, tenant = SystemEntropy(), open_tenant(settings, name)
    wrapping, marks, revive = wrapping_of(settings, entropy), marks_of(settings, tenant), reviver_of(settings, name)
    with open_house(tenant, wrapping, entropy) as house, watching(house.pool, tenant.schema, marks, revive):
        yield house
