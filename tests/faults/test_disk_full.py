"""The database's disk is full: nothing is recorded and nothing lost, and there is no need to start anything again."""

import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from api.watch import watching
from ledger.postgres.embedded import EmbeddedServer
from ledger.postgres.highwater import HighWater
from tests.faults.conftest import SETTINGS
from tests.faults.school import LESSONS

SIZE = "220m"
STUBBORN = 5


@pytest.fixture
def disk():
    """A small disk in memory, which only the system's administrator can have."""
    with TemporaryDirectory(prefix="disk-", dir="/tmp") as folder:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "ledger-faults", folder],
            check=False,
            capture_output=True,
            text=True,
        )
        if mounted.returncode:
            pytest.skip(f"no disk to fill can be mounted here: {mounted.stderr.strip()}")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


@pytest.fixture
def server(disk):
    server = EmbeddedServer(disk / "postgres", SETTINGS)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture
def ballast(disk):
    """Fill the disk to the last byte."""
    path = disk / "ballast"

    def fill():
        with path.open("wb", buffering=0) as file:
            for size in (2**20, 2**12):
                while room(file, size):
                    pass
        return path

    return fill


def room(file, size):
    try:
        return file.write(b"x" * size)
    except OSError:
        return 0


def test_a_full_disk_is_unavailable_until_there_is_room_again(teacher, ballast):
    assert [teacher.save(number).status_code for number in range(10)] == [201] * 10
    full = ballast()
    number, refused = save_until_nothing_fits(teacher, 10)
    assert (refused.json()["code"], refused.headers["retry-after"]) == ("service.unavailable", "2")
    assert teacher.client.get(f"/v1/lessons/{LESSONS[0]}", headers=teacher.headers).status_code == 200
    assert len(teacher.saved()) == number
    full.unlink()
    saved = teacher.save(number)
    assert (saved.status_code, saved.json()) == (201, {"position": teacher.house.history.head(), "events": 1})
    assert teacher.save(number).json() == saved.json()
    assert len(teacher.saved()) == number + 1


def save_until_nothing_fits(teacher, number):
    """Save on, again where it was not possible, until it is not possible five times; return what was not saved."""
    failures = 0
    while failures < STUBBORN:
        answer = teacher.save(number)
        assert answer.status_code in {201, 503}, answer.text
        saved = answer.status_code == 201
        number, failures = (number + 1, 0) if saved else (number, failures + 1)
    return number, answer


def test_a_server_that_had_no_room_for_its_log_comes_back_by_itself(
    impatience, server, tenant, teacher, ballast, tmp_path
):
    assert teacher.save(0).status_code == 201
    full = ballast()
    fill_the_log(server)
    assert (teacher.save(1).status_code, server.status().running) == (503, False)
    with watching(teacher.house.pool, tenant.schema, HighWater(tmp_path, "school"), server.revive, every=0.1):
        full.unlink()
        answer = teacher.save(1)
        while answer.status_code == 503:
            answer = teacher.save(1)
    assert answer.status_code == 201
    assert teacher.saved() == ["4", "5"]


def fill_the_log(server):
    """Write what is no event into the log, until the server gives up for want of room."""
    write = "SELECT pg_logical_emit_message(false, '', repeat('x', 1000000), true)"
    with suppress(psycopg.OperationalError), psycopg.connect(server.dsn(), autocommit=True) as connection:
        while True:
            connection.execute(write)
