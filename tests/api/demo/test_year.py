"""The demo's year: the same bytes every time, through the same rules as anybody's."""

import hashlib
from collections import Counter

import psycopg
import pytest
from psycopg import sql

from api.demo.school import FULL, SMALL
from api.demo.world import make_world
from api.demo.year import Year
from replay.verify import verify

GOLDEN = "975235a9de0b81bc829ea84591d20826a5c26b07c1f96ba645315dd3dd3db5b0"
"""SHA-256 over the bytes of all events of the small demo; it changes with the seed and the library of holidays."""


def digest(tenant):
    query = sql.SQL("SELECT bytes FROM {}.event ORDER BY position").format(sql.Identifier(tenant.schema))
    found = hashlib.sha256()
    with psycopg.connect(tenant.dsn) as connection:
        for (data,) in connection.execute(query):
            found.update(data)
    return found.hexdigest()


def names(tenant):
    query = sql.SQL("SELECT name FROM {}.event").format(sql.Identifier(tenant.schema))
    with psycopg.connect(tenant.dsn) as connection:
        return Counter(name for (name,) in connection.execute(query))


@pytest.fixture(scope="module")
def small(loaded):
    """The small demo: its tenant, and the moment of its last event."""
    return loaded(make_world(SMALL))


def test_two_loads_make_the_same_bytes_and_always_did(small, loaded):
    again, _ = loaded(make_world(SMALL))
    assert digest(small[0]) == digest(again) == GOLDEN


def test_a_loaded_ledger_can_be_verified(small):
    verified = verify(small[0].dsn, small[0].schema)
    assert verified.findings == ()
    assert verified.events > 1_000


def test_the_year_has_everything_that_happens_in_a_journal(small):
    found = names(small[0])
    for name in ("mark-recorded", "mark-changed", "attendance-recorded", "absence-reason-stated", "topic-recorded"):
        assert found[f"lesson.{name}.v1"] > 0
    assert found["lesson.scheduled.v1"] == found["page.lesson-listed.v1"]
    assert found["person.registered.v1"] == 24 + len(make_world(SMALL).school.people)


def test_the_last_moment_is_the_evening_of_the_last_day(small):
    assert small[1].date() == SMALL.last_on


def test_the_whole_year_goes_forward_in_time_and_has_about_sixty_thousand_deeds():
    moments = [at for at, _ in Year(make_world(FULL)).deeds()]
    assert moments == sorted(moments)
    assert 55_000 < len(moments) < 70_000
    assert moments[-1].date() == FULL.last_on
