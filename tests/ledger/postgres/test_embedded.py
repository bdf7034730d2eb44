"""The embedded server starts wherever it can, tells why where it cannot, and loses nothing by a crash."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from ledger.postgres.embedded import EmbeddedServer
from ledger.postgres.errors import CannotRun
from ledger.postgres.postmaster import running_postmaster
from tests.conftest import HURRIED

ROOT = Path(__file__).parents[3]


@pytest.fixture
def server(tmp_path):
    server = EmbeddedServer(tmp_path / "postgres", HURRIED)
    yield server
    server.stop()
    shutil.rmtree(server.sockets, ignore_errors=True)


def query(server, text):
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        return connection.execute(text).fetchone()[0]


def execute(server, text):
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(text)


def modes(folder):
    return {path: path.stat().st_mode for path in (folder, *folder.parents)}


def kill(server):
    """Kill the server like a power cut would, and wait until its clients are gone too."""
    pid = server.status().pid
    os.kill(pid, signal.SIGKILL)
    while running_postmaster(server.data):
        time.sleep(0.01)


def test_the_first_start_makes_a_database_and_the_next_finds_it(server):
    server.start()
    execute(server, "CREATE TABLE lesson AS SELECT 'дроби' AS topic")
    server.stop()
    server.start()
    assert query(server, "SELECT topic FROM lesson") == "дроби"


def test_starting_a_running_server_changes_nothing(server):
    server.start()
    pid = server.status().pid
    server.start()
    assert server.status().pid == pid


def test_the_status_tells_what_runs_and_where(server):
    assert server.status().running is False
    server.start()
    status = server.status()
    assert (status.running, status.version.split(".")[0], status.folder) == (True, "18", server.folder)
    assert status.socket.is_socket()
    server.stop()
    stopped = server.status()
    assert (stopped.running, stopped.version, stopped.pid) == (False, None, None)


def test_stopping_what_never_ran_makes_no_folder(tmp_path):
    EmbeddedServer(tmp_path / "none").stop()
    assert not (tmp_path / "none").exists()


def test_text_and_time_are_the_same_on_every_machine(server):
    server.start()
    assert query(server, "SHOW server_encoding") == "UTF8"
    assert query(server, "SHOW TimeZone") == "UTC"
    assert query(server, "SHOW data_checksums") == "on"
    assert query(server, "SELECT datlocale FROM pg_database WHERE datname = current_database()") == "C.UTF-8"
    assert query(server, "SELECT upper('ёж')") == "ЁЖ"


def test_an_acknowledged_commit_is_on_disk_by_default(tmp_path):
    server = EmbeddedServer(tmp_path / "postgres")
    try:
        server.start()
        assert [query(server, f"SHOW {name}") for name in ("fsync", "synchronous_commit", "full_page_writes")] == [
            "on"
        ] * 3
    finally:
        server.stop()


def test_nobody_else_reaches_the_server(server):
    server.start()
    assert query(server, "SHOW listen_addresses") == ""
    for folder in (server.folder, server.data, server.sockets):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_log_keeps_no_values(server):
    server.start()
    execute(server, "CREATE TABLE card (name text PRIMARY KEY)")
    execute(server, "INSERT INTO card VALUES ('Сидорова Анна')")
    with pytest.raises(psycopg.errors.UniqueViolation):
        execute(server, "INSERT INTO card VALUES ('Сидорова Анна')")
    server.stop()
    logs = "".join(path.read_text() for path in (server.data / "log").iterdir())
    assert "card_pkey" in logs
    assert "Сидорова" not in logs


def test_parent_folders_keep_their_modes(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    before = modes(home)
    server = EmbeddedServer(home / "share" / "postgres", HURRIED)
    try:
        server.start()
        assert modes(home) == before
    finally:
        server.stop()


def test_eight_processes_starting_together_share_one_server(server):
    script = (
        "import sys, pathlib; from ledger.postgres.embedded import EmbeddedServer as S;"
        "s = S(pathlib.Path(sys.argv[1]), {'fsync': 'off'}); s.start(); print(s.status().pid)"
    )

    def starting(_):
        command = [sys.executable, "-c", script, str(server.folder)]
        return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=100).stdout

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(starting, range(8)))) == 1


def test_a_killed_server_starts_again_with_what_was_committed(server):
    server.start()
    execute(server, "CREATE TABLE mark AS SELECT 5 AS value")
    kill(server)
    assert server.status().running is False
    server.start()
    assert query(server, "SELECT value FROM mark") == 5


def test_a_client_outliving_its_killed_server_delays_the_next_one(server):
    server.start()
    with psycopg.connect(server.dsn(), autocommit=True) as busy:
        backend = busy.info.backend_pid
        os.kill(backend, signal.SIGSTOP)
        kill(server)
        with ThreadPoolExecutor(1) as pool:
            started = pool.submit(server.start)
            time.sleep(0.5)
            assert not started.done()
            os.kill(backend, signal.SIGCONT)
            started.result(60)
    assert query(server, "SELECT 1") == 1


def test_a_record_left_with_a_strangers_number_is_seen_through(server):
    server.start()
    record = server.data / "postmaster.pid"
    lines = record.read_text().split("\n")
    server.stop()
    record.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    server.start()
    assert query(server, "SELECT 1") == 1


def test_a_first_start_that_was_killed_leaves_nothing_in_the_way(server):
    fresh = server.folder / "data.new"
    fresh.mkdir(parents=True)
    (fresh / "PG_VERSION").write_text("18\n")
    server.start()
    assert query(server, "SELECT 1") == 1


def test_a_path_too_long_for_a_socket_gets_a_short_one(tmp_path):
    server = EmbeddedServer(tmp_path / ("длинный-путь" * 8), HURRIED)
    try:
        server.start()
        assert len(os.fsencode(server.status().socket)) <= 100
        assert stat.S_IMODE(server.sockets.stat().st_mode) == 0o700
        assert query(server, "SELECT 1") == 1
    finally:
        server.stop()
    assert not server.sockets.exists()


def test_a_path_with_quotes_commas_and_spaces_works(tmp_path):
    server = EmbeddedServer(tmp_path / 'O\'Brien, "school" №1', HURRIED)
    try:
        server.start()
        assert query(server, "SELECT 1") == 1
    finally:
        server.stop()


@pytest.mark.parametrize("trap", ["open", "file", "link"])
def test_a_socket_folder_laid_by_somebody_else_is_refused(server, tmp_path, trap):
    server.folder.mkdir()
    if trap == "open":
        server.sockets.mkdir(mode=0o755)
    elif trap == "file":
        server.sockets.touch(mode=0o600)
    else:
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        server.sockets.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotRun) as raised:
        server.start()
    assert raised.value.code == "embedded.sockets"


@pytest.mark.parametrize(("version", "code"), [("17", "embedded.older"), ("19", "embedded.newer")])
def test_data_of_another_version_are_refused_and_left_alone(server, version, code):
    server.data.mkdir(parents=True)
    (server.data / "PG_VERSION").write_text(f"{version}\n")
    with pytest.raises(CannotRun, match=version) as raised:
        server.start()
    assert raised.value.code == code
    assert [path.name for path in server.data.iterdir()] == ["PG_VERSION"]


def test_a_folder_with_something_else_is_refused_and_left_alone(server):
    server.data.mkdir(parents=True)
    (server.data / "diploma.txt").touch()
    with pytest.raises(CannotRun) as raised:
        server.start()
    assert raised.value.code == "embedded.not-postgres"
    assert [path.name for path in server.data.iterdir()] == ["diploma.txt"]


def test_a_place_where_no_folder_can_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CannotRun, match="недоступна") as raised:
        EmbeddedServer(tmp_path / "file" / "postgres").start()
    assert raised.value.code == "embedded.folder"


def test_a_broken_setting_is_reported_in_the_servers_words(tmp_path):
    server = EmbeddedServer(tmp_path / "postgres", {"work_mem": "plenty"})
    with pytest.raises(CannotRun, match="work_mem") as raised:
        server.start()
    assert raised.value.code == "embedded.not-started"
    server.stop()
    assert not server.sockets.exists()
