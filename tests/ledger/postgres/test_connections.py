"""A connection acts in its role, gives up in time, and a pool outlives its server."""

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from ledger.postgres.connections import answering, connect, conninfo, pool
from ledger.postgres.embedded import EmbeddedServer
from ledger.postgres.errors import Unavailable
from ledger.postgres.migrations import SERVER_SCHEMA, migrate
from tests.conftest import HURRIED


@pytest.fixture
def server(tmp_path):
    """A server of one's own, to be stopped and killed."""
    server = EmbeddedServer(tmp_path / "postgres", HURRIED)
    try:
        server.start()
        with psycopg.connect(server.dsn(), autocommit=True) as connection:
            migrate(connection, "server", SERVER_SCHEMA)
        yield server
    finally:
        server.stop()


def shown(connection, *names):
    return [connection.execute(f"SHOW {name}").fetchone()[0] for name in names]


def test_a_connection_acts_in_its_role_in_utc_and_within_limits(tenant):
    with connect(tenant.dsn, "ledger_app") as connection:
        assert shown(connection, "role", "TimeZone", "client_encoding", "statement_timeout") == [
            "ledger_app",
            "UTC",
            "UTF8",
            "30s",
        ]
        assert connection.execute("SELECT current_user").fetchone() == ("ledger_app",)


def test_long_work_may_ask_for_more_time(tenant):
    with connect(tenant.dsn, "ledger_books", statement_timeout="0") as connection:
        assert shown(connection, "role", "statement_timeout") == ["ledger_books", "0"]


def test_what_the_dsn_says_itself_is_kept():
    given = "host=db.example user=school application_name=office options='-c work_mem=8MB'"
    told = conninfo_to_dict(conninfo(given, "ledger_app"))
    assert (told["host"], told["user"], told["application_name"]) == ("db.example", "school", "office")
    assert "-c work_mem=8MB -c TimeZone=UTC" in told["options"]
    assert told["options"].endswith("-c role=ledger_app")


def test_a_pool_recovers_from_a_restart_without_one_failed_request(server):
    with pool(server.dsn(), "ledger_app", size=2) as connections:
        with connections.connection() as first, connections.connection() as second:
            pids = {first.info.backend_pid, second.info.backend_pid}
        server.stop()
        server.start()
        for _ in range(4):
            with answering(), connections.connection() as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)
                assert connection.info.backend_pid not in pids


def test_a_server_that_is_away_is_unavailable_until_it_is_back(server, monkeypatch):
    monkeypatch.setattr("ledger.postgres.connections._WAIT_SECONDS", 0.2)
    with pool(server.dsn(), "ledger_app") as connections:
        server.stop()
        with pytest.raises(Unavailable, match="PoolTimeout"), answering(), connections.connection():
            pass
        server.start()
        connections.check()
        connections.wait(30)
        with answering(), connections.connection(timeout=30) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_server_stopping_amid_a_transaction_is_unavailable(server):
    def losing_it(connection):
        connection.execute("SELECT 1")
        server.stop()
        connection.execute("SELECT 2")

    with pool(server.dsn(), "ledger_app") as connections:
        with pytest.raises(Unavailable), answering(), connections.connection() as connection:
            losing_it(connection)
        server.start()
        with answering(), connections.connection(timeout=30) as connection:
            assert connection.execute("SELECT 3").fetchone() == (3,)


def test_a_server_that_never_was_is_unavailable(tmp_path):
    with pytest.raises(Unavailable):
        connect(f"host={tmp_path} user=nobody dbname=none", "ledger_app")


@pytest.mark.parametrize("state", ["53100", "53200", "53300", "57P01", "57014", "40001", "40P01", "08006", "XX000"])
def test_what_the_server_cannot_do_now_is_unavailable(database, state):
    with psycopg.connect(database) as connection, pytest.raises(Unavailable, match=state), answering():
        connection.execute(f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$")


@pytest.mark.parametrize("text", ["SELECT 1/0", "SELEKT", "SELECT * FROM nowhere"])
def test_a_defect_stays_a_defect(database, text):
    with psycopg.connect(database) as connection, pytest.raises(psycopg.Error), answering():
        connection.execute(text)


def test_a_statement_over_its_time_is_unavailable(tenant):
    with connect(tenant.dsn, "ledger_app", statement_timeout="10ms") as connection:
        with pytest.raises(Unavailable, match="QueryCanceled"), answering():
            connection.execute("SELECT pg_sleep(10)")
        assert connection.execute("SELECT 1").fetchone() == (1,)
