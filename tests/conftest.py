"""What the tests stand on: one real PostgreSQL a process, and a fresh migrated tenant for whoever asks."""

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import Connection, sql
from psycopg.conninfo import make_conninfo

from ledger.postgres.embedded import EmbeddedServer
from ledger.postgres.preparation import prepare
from ledger.postgres.tenants import ClockKind, Tenant
from replay.verify import verify
from tests.servers import place_for_servers

HURRIED = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "64MB", "max_connections": "60"}
"""Nothing here has to outlive the power; tests about faults start a server of their own."""

TEMPLATE = f"ledger_template_{os.getpid()}"
_numbers = count(1)


@pytest.fixture(scope="session")
def server_dsn() -> Iterator[str]:
    """An administrator's connection to the server of this run: LEDGER_TEST_DSN, or the embedded one in a new folder."""
    if dsn := os.environ.get("LEDGER_TEST_DSN"):
        yield dsn
        return
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # a run that is ended leaves no server behind
    folder = Path(tempfile.mkdtemp(prefix="ledger-test-", dir=place_for_servers()))
    server = EmbeddedServer(folder, HURRIED)
    try:
        server.start()
        yield server.dsn("postgres")
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def administrator(server_dsn) -> Iterator[Connection]:
    """A connection that may make and drop databases."""
    with psycopg.connect(server_dsn, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def template(administrator, server_dsn) -> Iterator[str]:
    """A database with one migrated tenant, to be copied: migrating takes longer than copying files."""
    administrator.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
    prepare(tenant_in(make_conninfo(server_dsn, dbname=TEMPLATE)))
    yield TEMPLATE
    drop(administrator, TEMPLATE)


@pytest.fixture
def database(administrator, server_dsn) -> Iterator[str]:
    """The DSN of an empty database."""
    yield from fresh_database(administrator, server_dsn, "template0")


@pytest.fixture
def tenant(administrator, server_dsn, template, request) -> Iterator[Tenant]:
    """A fresh tenant on a simulated clock, its ledger and keys migrated; see `Tenant.dsn`, `.schema`, `.keys_dsn`.

    Whatever a test did, its ledger has to be sound afterwards, unless the test asks for `unsound`.
    """
    for dsn in fresh_database(administrator, server_dsn, template):
        tenant = tenant_in(dsn)
        yield tenant
        if "unsound" not in request.fixturenames:
            assert verify(dsn, tenant.schema).findings == ()


@pytest.fixture
def unsound() -> None:
    """Asked for by tests that leave a ledger which the verifier has to complain about."""


def fresh_database(administrator: Connection, server_dsn: str, template: str) -> Iterator[str]:
    name = f"ledger_test_{os.getpid()}_{next(_numbers)}"
    query = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY wal_log")
    administrator.execute(query.format(sql.Identifier(name), sql.Identifier(template)))
    try:
        yield make_conninfo(server_dsn, dbname=name)
    finally:
        drop(administrator, name)


def drop(administrator: Connection, name: str) -> None:
    administrator.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def tenant_in(dsn: str) -> Tenant:
    return Tenant("school", "school", ClockKind.SIMULATED, dsn=dsn, keys_dsn=dsn)
