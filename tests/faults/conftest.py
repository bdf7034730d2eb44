"""What the tests of faults stand on: a server that flushes what it acknowledges, to be killed, and a tenant on it."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from ledger.postgres.connections import pool as open_pool
from ledger.postgres.embedded import EmbeddedServer
from ledger.postgres.history import PostgresHistory
from ledger.postgres.postmaster import running_postmaster
from ledger.postgres.preparation import prepare
from ledger.postgres.tenants import ClockKind, Tenant
from tests.acts import CATALOGUE

SETTINGS = {"shared_buffers": "64MB", "max_connections": "60"}
_MEMORY = Path("/dev/shm")
_ENOUGH = 2**30
_numbers = count(1)


def place_for_servers() -> str | None:
    """Where a killed process's files outlive it as on a disk, but starting again does not wait for one."""
    return str(_MEMORY) if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH else None


def kill(server: EmbeddedServer) -> None:
    """Kill the server with all its processes: whatever it had not yet handed to the system is gone."""
    postmaster = running_postmaster(server.data)
    assert postmaster is not None
    listed = subprocess.run(["ps", "-axo", "pid=,ppid="], check=True, capture_output=True, text=True).stdout
    children = [int(pid) for pid, parent in map(str.split, listed.splitlines()) if int(parent) == postmaster]
    for pid in (postmaster, *children):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    """A server of one's own, durable as for users."""
    folder = Path(tempfile.mkdtemp(prefix="ledger-faults-", dir=place_for_servers()))
    server = EmbeddedServer(folder, SETTINGS)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def tenant_of(server: EmbeddedServer) -> Callable[[ClockKind], Tenant]:
    """A fresh tenant in a schema of its own."""

    def made(clock: ClockKind) -> Tenant:
        server.start()
        tenant = Tenant("school", f"school_{next(_numbers)}", clock).placed(server)
        prepare(tenant)
        return tenant

    return made


@pytest.fixture
def tenant(tenant_of: Callable[[ClockKind], Tenant]) -> Tenant:
    return tenant_of(ClockKind.SIMULATED)


@pytest.fixture
def history(tenant: Tenant) -> Iterator[PostgresHistory]:
    assert tenant.dsn is not None
    with open_pool(tenant.dsn, "ledger_app") as pool, PostgresHistory(pool, tenant.schema, CATALOGUE) as history:
        yield history
