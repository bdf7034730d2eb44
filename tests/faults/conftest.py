"""What the tests of faults stand on: a server that flushes what it acknowledges, to be killed, and a tenant on it."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count
from pathlib import Path

import psycopg
import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from aggregates.journal.lesson.events import MarkChanged, MarkRecorded
from api.entropy import SystemEntropy
from api.house import House, open_house
from api.http.app import make_app
from ledger.keys.wrapping import WRAPPING_SIZE, Wrapping
from ledger.ports import Clock
from ledger.postgres.connections import pool as open_pool
from ledger.postgres.embedded import EmbeddedServer
from ledger.postgres.history import PostgresHistory
from ledger.postgres.postmaster import running_postmaster
from ledger.postgres.preparation import prepare
from ledger.postgres.tenants import ClockKind, Tenant
from tests.acts import CATALOGUE
from tests.faults.saving import marks
from tests.faults.school import LESSONS, PUPILS, offset, open_school
from tests.servers import place_for_servers

SETTINGS = {"shared_buffers": "64MB", "max_connections": "60"}
_numbers = count(1)
MARKED = MarkRecorded | MarkChanged


def kill(server: EmbeddedServer) -> None:
    """Kill the server with all its processes: whatever it had not yet handed to the system is gone."""
    postmaster = running_postmaster(server.data)
    assert postmaster is not None
    with psycopg.connect(server.dsn("postgres")) as connection:
        children = [pid for (pid,) in connection.execute("SELECT pid FROM pg_stat_activity")]
    for pid in (postmaster, *children):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@pytest.fixture(scope="session")
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
def tenant(server: EmbeddedServer) -> Tenant:
    """A fresh tenant in a schema of its own, on the morning of the lessons."""
    server.start()
    schema = f"school_{next(_numbers)}"
    tenant = Tenant("school", schema, ClockKind.SIMULATED, offset()).placed(server)
    prepare(tenant)
    return tenant


@pytest.fixture
def history(tenant: Tenant) -> Iterator[PostgresHistory]:
    assert tenant.dsn is not None
    with open_pool(tenant.dsn, "ledger_app") as pool, PostgresHistory(pool, tenant.schema, CATALOGUE) as history:
        yield history


@contextmanager
def open_door(tenant: Tenant, clock: Clock | None = None) -> Iterator[TestClient]:
    """Open the HTTP door of a tenant in this process."""
    entropy = SystemEntropy()
    opening = partial(open_house, tenant, Wrapping(entropy.secret(WRAPPING_SIZE)), entropy, clock=clock)
    with TestClient(make_app(opening, entropy), base_url="http://ledger.test") as client:
        yield client


@pytest.fixture
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for a connection waits for a second; the test does not last longer than it must."""
    monkeypatch.setattr("ledger.postgres.connections._WAIT_SECONDS", 1.0)


class Teacher:
    """Saves marks in the cell of one pupil, each under a key of its own."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.house: House = client.app.state.house
        self.headers = {"Authorization": f"Bearer {open_school(self.house)}"}

    def save(self, number: int) -> Response:
        """Send the save of this number; sent again it is the same request."""
        path, body = marks(LESSONS[0], PUPILS[0], number)
        return self.client.post(path, json=body, headers={**self.headers, "Idempotency-Key": f"save-{number:04}"})

    def saved(self) -> list[str]:
        """The symbols that were written into the cell, one after another."""
        events = [one.event for one in self.house.history.stream(f"lesson-{LESSONS[0]}")]
        marks = [one.mark if isinstance(one, MarkRecorded) else one.new for one in events if isinstance(one, MARKED)]
        return [mark.value for mark in marks]


@pytest.fixture
def teacher(tenant: Tenant) -> Iterator[Teacher]:
    with open_door(tenant) as client:
        yield Teacher(client)
