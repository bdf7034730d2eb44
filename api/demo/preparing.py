"""Preparing («подготовка показа»): a tenant of its own on the embedded database, its year loaded once.

The tenant enters the directory when everything is loaded, so a load that was broken off is noticed, and begun anew.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic
from typing import NamedTuple

import psycopg
from psycopg import sql

from api.accounts.passwords import Passwords
from api.accounts.register import Accounts
from api.clock import ShiftedClock, SystemClock
from api.demo.accounts import open_accounts
from api.demo.loading import load
from api.demo.school import Scale
from api.demo.world import make_world
from api.entropy import SystemEntropy
from api.house import wrapping_of
from api.settings import Settings
from api.tenancy import directory, embedded, marks_of
from ledger.keys.store import KeyStore
from ledger.postgres.connections import pool
from ledger.postgres.errors import BadTenant, NotMigrated
from ledger.postgres.preparation import prepare
from ledger.postgres.tenants import ClockKind, Tenant

DEMO = "demo"
_PAUSE = timedelta(minutes=1)
"""Between the last event of the year and the first thing that somebody does."""

Progress = Callable[[int, int], None]


class Loaded(NamedTuple):
    """What a load did."""

    seconds: float
    last_at: datetime


def prepare_demo(settings: Settings, scale: Scale, progress: Progress, *, reset: bool = False) -> Loaded | None:
    """Make sure that the demo is there; return None if it was there before.

    Raises:
        BadTenant: a tenant that is no demo has its name or its place, or the demo is not an older program's.

    """
    with _alone(settings):
        known = {tenant.name: tenant for tenant in directory(settings).list()}
        _require_ours(known)
        if DEMO in known and not reset:
            _bring_up_to_date(settings, known[DEMO])
            return None
        directory(settings).remove(DEMO)
        return _load(settings, scale, progress)


def _load(settings: Settings, scale: Scale, progress: Progress) -> Loaded:
    begun, server, entropy = monotonic(), embedded(settings), SystemEntropy()
    server.start()
    entry = Tenant(DEMO, DEMO, ClockKind.SIMULATED)
    tenant = entry.placed(server)
    assert tenant.dsn is not None
    assert tenant.keys_dsn is not None
    _drop(tenant.dsn, tenant.schema)
    _drop(tenant.keys_dsn, tenant.keys_schema)
    marks_of(settings, tenant).path.unlink(missing_ok=True)
    prepare(tenant)
    world = make_world(scale)
    with pool(tenant.dsn, "ledger_app", size=4) as ledger, pool(tenant.keys_dsn, "ledger_app", size=2) as keys:
        keyring = KeyStore(keys, tenant.keys_schema, wrapping_of(settings, entropy), entropy)
        last_at = load(world, ledger, tenant.schema, keyring, progress)
        offset = last_at + _PAUSE - SystemClock().now()
        accounts = Accounts(ledger, tenant.schema, ShiftedClock(offset), entropy, Passwords())
        open_accounts(world, accounts)
    directory(settings).add(replace(entry, offset=offset))
    return Loaded(monotonic() - begun, last_at)


def _bring_up_to_date(settings: Settings, tenant: Tenant) -> None:
    """Let a newer program go on with the demo of an older one."""
    server = embedded(settings)
    server.start()
    try:
        prepare(tenant.placed(server))
    except NotMigrated:
        raise BadTenant("demo.other-edition") from None


def _require_ours(known: dict[str, Tenant]) -> None:
    """Refuse to touch a tenant of somebody's that has the demo's name, or lives where the demo would."""
    for tenant in known.values():
        lives_here = tenant.dsn is None and tenant.schema == DEMO
        if tenant.name == DEMO and not (lives_here and tenant.clock is ClockKind.SIMULATED):
            raise BadTenant("demo.name-taken", name=DEMO)
        if tenant.name != DEMO and (lives_here or (tenant.keys_dsn is None and tenant.schema == DEMO)):
            raise BadTenant("tenant.place-taken", schema=DEMO)


def _drop(dsn: str, schema: str) -> None:
    """Drop what a load that was broken off, or the demo that is to be made anew, has left."""
    with psycopg.connect(dsn, autocommit=True, options="-c lock_timeout=20s") as connection:
        connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Wait until no other process loads the demo."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.data_dir / "demo.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
