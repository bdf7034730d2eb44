"""Between its commit and its flush an act is visible, and a crash could still take it back: nobody may rely on it."""

import os
import signal
from contextlib import contextmanager, suppress

import psycopg
from psycopg import sql

from ledger.history import Receipt
from ledger.postgres.appending import _parameters
from ledger.postgres.highwater import HighWater
from tests.acts import notes
from tests.faults.conftest import kill

FIRST, SECOND = notes("note-1", 0, "а"), notes("note-1", 1, "б")


@contextmanager
def committed_and_not_flushed(tenant, history):
    """Somebody's second note has been committed, its log lies in memory, and nobody writes that out by the way."""
    history.append(FIRST)
    with psycopg.connect(tenant.dsn) as other:
        (writer,) = other.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'").fetchone()
        other.commit()
        os.kill(writer, signal.SIGSTOP)
        try:
            other.execute("SET LOCAL synchronous_commit = off")
            call = sql.SQL(
                "SELECT * FROM {}.append(%b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b)"
            )
            other.execute(call.format(sql.Identifier(tenant.schema)), _parameters([SECOND]))
            other.commit()
            yield
        finally:
            with suppress(ProcessLookupError):
                os.kill(writer, signal.SIGCONT)


def after_a_crash(server, tenant):
    """How many events there are when the server is back."""
    kill(server)
    server.start()
    with psycopg.connect(tenant.dsn) as connection:
        query = sql.SQL("SELECT count(*) FROM {}.event").format(sql.Identifier(tenant.schema))
        return connection.execute(query).fetchone()[0]


def test_what_nobody_relied_on_may_be_lost(server, tenant, history):
    with committed_and_not_flushed(tenant, history):
        assert history.head() == 2
        assert after_a_crash(server, tenant) == 1


def test_a_state_that_a_decision_is_made_on_stays(server, tenant, history):
    with committed_and_not_flushed(tenant, history):
        assert len(history.recall({"note-1": 1}).events["note-1"]) == 1
        assert after_a_crash(server, tenant) == 2


def test_the_first_answer_that_a_repeat_gets_stays(server, tenant, history):
    with committed_and_not_flushed(tenant, history):
        found = history.recall({}, command=SECOND.command, digest=SECOND.digest)
        assert found.receipt == Receipt(2, 1, repeated=True)
        assert after_a_crash(server, tenant) == 2


def test_what_a_follower_has_seen_stays(server, tenant, history):
    with committed_and_not_flushed(tenant, history):
        batches = history.follow(after=1, limit=10)
        assert [entry.position for entry in next(batches)] == [2]
        batches.close()
        assert after_a_crash(server, tenant) == 2


def test_the_position_of_the_mark_stays(server, tenant, history, tmp_path):
    with committed_and_not_flushed(tenant, history), psycopg.connect(tenant.dsn, autocommit=True) as connection:
        assert HighWater(tmp_path, "school").raise_to_head(connection, tenant.schema) == 2
        assert after_a_crash(server, tenant) == 2
