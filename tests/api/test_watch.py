"""The mark follows the ledger while a door is open, also through an outage, and is up to date at the end."""

from datetime import UTC, datetime
from threading import Event

import psycopg
import pytest
from psycopg import sql
from typing_extensions import override

from api.watch import watching
from ledger.postgres.connections import pool as open_pool
from ledger.postgres.highwater import HighWater

pytestmark = pytest.mark.usefixtures("unsound")  # made-up bytes are recorded here

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


class HeardMarks(HighWater):
    """Marks that tell when they have been raised."""

    raised = Event()

    @override
    def note(self, position, data):
        super().note(position, data)
        self.raised.set()


@pytest.fixture
def marks(tmp_path):
    HeardMarks.raised.clear()
    return HeardMarks(tmp_path, "school")


@pytest.fixture
def pool(tenant, unsound):
    with open_pool(tenant.dsn, "ledger_app", size=2) as opened:
        yield opened


def record(tenant, number):
    """Record an event as the owner of the table may: what matters here is that it is there."""
    query = "INSERT INTO {}.event (position, recorded_at, version, stream, name, bytes) VALUES (%s, %s, %s, %s, %s, %s)"
    with psycopg.connect(tenant.dsn, autocommit=True) as owner:
        values = number, NOON, number, "lesson-5a", "lesson.held.v1", b"%d" % number
        owner.execute(sql.SQL(query).format(sql.Identifier(tenant.schema)), values)


def test_the_mark_rises_while_the_door_is_open(tenant, pool, marks):
    with watching(pool, tenant.schema, marks, every=0.01):
        record(tenant, 1)
        assert marks.raised.wait(30)
        assert marks.read().position == 1


def test_the_mark_is_raised_once_more_at_the_end(tenant, pool, marks):
    with watching(pool, tenant.schema, marks, every=3600):
        record(tenant, 1)
        assert marks.read() is None
    assert marks.read().position == 1


def test_a_ledger_put_in_the_place_of_the_one_that_was_seen_does_not_raise_the_mark(tenant, pool, marks):
    record(tenant, 1)
    marks.note(1, b"seen")
    with watching(pool, tenant.schema, marks, every=0.01):
        record(tenant, 2)
    assert marks.read().position == 1


def test_an_older_ledger_that_grows_past_the_mark_does_not_hide_what_it_lost(tenant, pool, marks):
    record(tenant, 1)
    marks.note(2, b"seen and lost")
    with watching(pool, tenant.schema, marks, every=3600):
        record(tenant, 2)
        record(tenant, 3)
    assert marks.read().position == 2


def test_an_outage_does_not_end_the_watch(tenant, pool, marks):
    with watching(pool, tenant.schema, marks, every=0.01):
        record(tenant, 1)
        assert marks.raised.wait(30)
        marks.raised.clear()
        with psycopg.connect(tenant.dsn, autocommit=True) as administrator:
            administrator.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        record(tenant, 2)
        assert marks.raised.wait(30)
    assert marks.read().position == 2
