"""Data of an older PostgreSQL are rewritten for the installed one, and never lost on the way."""

import os
import signal

import psycopg
import pytest

from ledger.postgres import binaries
from ledger.postgres.embedded import DATABASES, SUPERUSER, EmbeddedServer
from ledger.postgres.errors import CannotRun
from ledger.postgres.postmaster import running_postmaster
from ledger.postgres.upgrading import upgrade
from tests.conftest import HURRIED

OLD = 16


@pytest.fixture
def server(tmp_path):
    server = EmbeddedServer(tmp_path / "postgres", HURRIED)
    yield server
    server.stop()


@pytest.fixture
def old(server):
    """Data of PostgreSQL 16 with one event in them, shut down."""
    server.folder.mkdir()
    make = "-U", SUPERUSER, "--encoding=UTF8", "--locale=C", "--auth=trust", "--no-sync"
    binaries.run("initdb", "-D", server.data, *make, major=OLD)
    with (server.data / "postgresql.conf").open("a") as configuration:
        configuration.write("include 'ledger.conf'\n")
    server.configure()
    server.launch(OLD)
    with psycopg.connect(server.dsn("postgres"), autocommit=True) as connection:
        for database in DATABASES:
            connection.execute(f"CREATE DATABASE {database}")
        connection.execute("CREATE ROLE ledger_app NOLOGIN")
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute("CREATE TABLE event AS SELECT 1 AS position, 'урок'::text AS name")
    server.halt(OLD)
    return server


def events(server):
    with psycopg.connect(server.dsn()) as connection:
        return connection.execute("SELECT position, name FROM event").fetchall()


def test_old_data_are_refused_until_upgraded_and_then_complete(old):
    with pytest.raises(CannotRun) as raised:
        old.start()
    assert raised.value.code == "embedded.older"
    kept = upgrade(old)
    assert (kept / "PG_VERSION").read_text() == "16\n"
    old.start()
    assert events(old) == [(1, "урок")]
    with psycopg.connect(old.dsn()) as connection:
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SELECT count(*) FROM pg_roles WHERE rolname = 'ledger_app'").fetchone() == (1,)


def test_old_data_left_by_a_crash_are_upgraded_too(old):
    old.launch(OLD)
    os.kill(running_postmaster(old.data), signal.SIGKILL)
    upgrade(old)
    old.start()
    assert events(old) == [(1, "урок")]


def test_an_old_server_still_running_is_stopped_first(old):
    old.launch(OLD)
    upgrade(old)
    old.start()
    assert events(old) == [(1, "урок")]


def test_present_data_need_no_upgrade(server):
    server.start()
    pid = server.status().pid
    assert upgrade(server) is None
    assert server.status().pid == pid


def test_without_data_there_is_nothing_to_upgrade(server):
    assert upgrade(server) is None
    assert not server.data.exists()


def test_an_upgrade_broken_off_before_the_last_step_is_finished(old):
    upgrade(old)
    old.data.rename(old.upgraded)
    with pytest.raises(CannotRun) as raised:
        old.start()
    assert raised.value.code == "embedded.half-upgraded"
    upgrade(old)
    old.start()
    assert events(old) == [(1, "урок")]


def test_an_upgrade_broken_off_earlier_begins_anew(old):
    old.upgraded.mkdir()
    (old.upgraded / "rubbish").touch()
    upgrade(old)
    old.start()
    assert events(old) == [(1, "урок")]


def test_what_an_earlier_upgrade_kept_is_not_overwritten(old):
    old.data.with_name("data.16").mkdir()
    with pytest.raises(CannotRun) as raised:
        upgrade(old)
    assert raised.value.code == "embedded.kept"


@pytest.mark.parametrize(("version", "code"), [("15", "embedded.no-version"), ("19", "embedded.newer")])
def test_a_version_without_programs_is_refused(server, version, code):
    server.data.mkdir(parents=True)
    (server.data / "PG_VERSION").write_text(f"{version}\n")
    with pytest.raises(CannotRun) as raised:
        upgrade(server)
    assert raised.value.code == code
