"""Killed twenty times amid saves from two programs: nothing acknowledged is lost, nobody misses anything."""

import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest
from psycopg import sql

from aggregates.catalogue import CATALOGUE
from api.books import books_of
from api.house import House, house_of
from api.http import examples
from api.http.conditions import command_id
from api.settings import Settings
from api.tenancy import directory
from ledger.postgres.connections import connect
from ledger.postgres.connections import pool as open_pool
from ledger.postgres.embedded import EmbeddedServer
from ledger.postgres.history import PostgresHistory
from ledger.postgres.preparation import prepare
from ledger.postgres.tenants import ClockKind, Tenant
from projections.standing import wait_for
from replay.shadow import Ground
from replay.verify import verify, verify_books
from tests.faults.conftest import SETTINGS, kill
from tests.faults.saving import save
from tests.faults.school import LESSONS, PUPILS, offset, open_school

PROGRAM = [sys.executable, "-c", "from api.cli.main import main; main()"]
KILLS = 20
SAVES_BETWEEN = 12
PATIENCE = 60.0
FLUSHED_OUTSIDE_THE_LOCK = SETTINGS
FLUSHED_BY_THE_COMMIT = {**SETTINGS, "synchronous_standby_names": "nobody", "synchronous_commit": "local"}
"""Where a standby is named, the commit flushes; `local` does not wait for the standby, which there is none."""


@dataclass
class Site:
    """The school's processes: two doors, two workers, two clients; and what the clients were told."""

    tenant: Tenant
    settings: Settings
    folder: Path
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    clients: list[multiprocessing.process.BaseProcess] = field(default_factory=list)

    def run(self, name: str, *words: str) -> None:
        """Start a program unless it runs."""
        running = self.processes.get(name)
        if running is None or running.poll() is not None:
            environment = {**os.environ, "LEDGER_CONFIG_DIR": str(self.settings.config_dir)}
            with (self.folder / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen([*PROGRAM, *words], stderr=log, env=environment)

    def doors(self) -> list[Path]:
        return [self.folder / "door-0", self.folder / "door-1"]

    def open_doors(self) -> None:
        for door in self.doors():
            self.run(door.name, "serve", "--uds", str(door))

    def kill(self, name: str) -> None:
        self.processes[name].kill()
        self.processes[name].wait()

    def told(self) -> list[dict]:
        """What the clients have been told so far."""
        lines = [line for notes in self.folder.glob("client-*.jsonl") for line in notes.read_text().splitlines(True)]
        return [json.loads(line) for line in lines if line.endswith("\n")]

    def wait_for_saves(self, more: int) -> None:
        """Wait until so many more saves are acknowledged, and open doors that fell shut."""
        reached, deadline = len(self.told()) + more, time.monotonic() + PATIENCE
        while len(self.told()) < reached:
            assert time.monotonic() < deadline, "nobody is answered any more"
            assert all(client.is_alive() for client in self.clients)
            self.open_doors()
            Event().wait(0.05)


@pytest.fixture
def site(server, tmp_path) -> Iterator[Site]:
    server.start()
    settings = Settings(config_dir=tmp_path / "config")
    tenant = Tenant("school", "school", ClockKind.SIMULATED, offset()).placed(server)
    directory(settings).add(tenant)
    prepare(tenant)
    site = Site(tenant, settings, tmp_path)
    try:
        yield site
    finally:
        for process in (*site.processes.values(), *site.clients):
            process.kill()
        for process in site.processes.values():
            process.wait()


@contextmanager
def clients(site: Site, token: str) -> Iterator[None]:
    """Let two programs save marks: each in a lesson of its own, and both in a third."""
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    for number, pupil in enumerate(PUPILS):
        cells = [(LESSONS[number], pupil), (LESSONS[2], pupil)]
        notes = site.folder / f"client-{number}.jsonl"
        arguments = f"client-{number}", site.doors(), token, cells, notes, stop
        site.clients.append(context.Process(target=save, args=arguments, daemon=True))
    for client in site.clients:
        client.start()
    yield
    stop.set()
    for client in site.clients:
        client.join(PATIENCE)
    assert [client.exitcode for client in site.clients] == [0, 0]


@contextmanager
def tailing(tenant: Tenant) -> Iterator[list[tuple[int, bytes]]]:
    """Follow the ledger meanwhile, and at the end as far as it reaches."""
    seen, stop = [], Event()

    def follow() -> None:
        with open_pool(tenant.dsn, "ledger_app") as pool, PostgresHistory(pool, tenant.schema, CATALOGUE) as history:
            for batch in history.follow(after=0, limit=50):
                seen.extend((entry.position, entry.data) for entry in batch)
                if stop.is_set() and len(seen) >= history.head():
                    return

    thread = Thread(target=follow)
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def kill_one_after_another(site: Site, server: EmbeddedServer) -> None:
    """Kill the database, the database again and a door in turn; the database comes back flushing the other way."""
    ways = FLUSHED_BY_THE_COMMIT, FLUSHED_OUTSIDE_THE_LOCK
    for number in range(KILLS):
        site.wait_for_saves(SAVES_BETWEEN)
        if number % 3 == 2:
            site.kill(site.doors()[number // 3 % 2].name)
        else:
            kill(server)
            replace(server, settings=ways[number % 2]).start()
        if number == KILLS // 2:
            site.kill("worker-0")
    site.wait_for_saves(SAVES_BETWEEN)


@pytest.mark.timeout(240)
def test_killed_twenty_times_amid_saves_it_loses_nothing_acknowledged(site, server):
    with house_of(site.settings) as house:
        token = open_school(house)
    with tailing(site.tenant) as seen:
        for name in ("worker-0", "worker-1"):
            site.run(name, "worker")
        with clients(site, token):
            kill_one_after_another(site, server)
    acknowledged_is_kept(site)
    with house_of(site.settings) as house:
        assert seen == [(entry.position, entry.data) for entry in house.history.read(after=0, limit=100_000)]
        books_catch_up(site.tenant, house)
    assert site.processes["worker-1"].poll() is None, "a worker outlives the database"
    assert verify(site.tenant.dsn, site.tenant.schema).findings == ()


def acknowledged_is_kept(site: Site) -> None:
    """Every save that was answered stands in the ledger once, where the answer said."""
    with psycopg.connect(site.tenant.dsn) as connection:
        query = sql.SQL("SELECT id::text, position, n FROM {}.command").format(sql.Identifier(site.tenant.schema))
        kept = {command: (position, n) for command, position, n in connection.execute(query)}
    told = site.told()
    assert len(told) >= KILLS * SAVES_BETWEEN
    assert any(one["attempts"] > 1 for one in told)
    for one in told:
        command = command_id(site.tenant.name, examples.TEACHER, one["key"])
        assert kept[command] == (one["position"], one["events"])


def books_catch_up(tenant: Tenant, house: House) -> None:
    """What the workers keep is what the events make of it."""
    books = books_of(house)
    with closing(connect(tenant.dsn, "ledger_app")) as reader:
        for name in books:
            wait_for(reader, tenant.schema, name, house.history.head(), seconds=PATIENCE)
    ground = Ground(tenant.dsn, tenant.schema, house.history, processes=0)
    assert list(verify_books(ground, list(books.values()))) == []
