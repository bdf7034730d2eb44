"""A clock that was set back, or runs ahead: nothing is recorded with its stamps, and all is well once it is right."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ledger.history import ClockRefused
from ledger.postgres.connections import pool as open_pool
from ledger.postgres.history import PostgresHistory
from ledger.postgres.preparation import prepare
from ledger.postgres.tenants import ClockKind
from tests.acts import CATALOGUE, notes
from tests.faults.conftest import Teacher, open_door
from tests.faults.school import DAY_OF_LESSONS

SECOND = timedelta(seconds=1)
TICK = timedelta(microseconds=1)


class MachineClock:
    """The clock of the machine that the door is on, which somebody may set."""

    def __init__(self):
        self.moment = DAY_OF_LESSONS

    def now(self):
        return self.moment


@pytest.fixture
def clock():
    return MachineClock()


@pytest.fixture
def teacher(tenant, clock):
    with open_door(tenant, clock) as client:
        yield Teacher(client)


@pytest.mark.parametrize("back", [2 * SECOND + TICK, timedelta(hours=3)])
def test_a_save_is_refused_until_the_clock_is_right_again(teacher, clock, back):
    assert teacher.save(0).status_code == 201
    head = teacher.house.history.head()
    clock.moment -= back
    refused = teacher.save(1)
    assert (refused.status_code, refused.json()["code"]) == (503, "command.clock-refused")
    assert teacher.house.history.head() == head
    clock.moment += back
    assert teacher.save(1).json() == {"position": head + 1, "events": 1}


def test_two_seconds_are_no_difference(teacher, clock):
    assert teacher.save(0).status_code == 201
    clock.moment -= 2 * SECOND
    assert teacher.save(1).status_code == 201


@pytest.fixture
def real(server, tenant):
    """The history of a tenant that lives by the clock of its database."""
    placed = replace(tenant, schema=f"{tenant.schema}_real", clock=ClockKind.REAL, offset=timedelta(0))
    prepare(placed)
    with open_pool(placed.dsn, "ledger_app") as pool, PostgresHistory(pool, placed.schema, CATALOGUE) as history:
        yield history


def test_where_time_is_real_no_stamp_runs_ahead(real):
    now = datetime.now(UTC)
    with pytest.raises(ClockRefused):
        real.append(notes("note-1", 0, "а", at=now + 60 * SECOND))
    assert real.head() == 0
    real.append(notes("note-1", 0, "а", at=now))
    real.append(notes("note-1", 1, "б", at=now - 2 * SECOND))
    with pytest.raises(ClockRefused):
        real.append(notes("note-1", 2, "в", at=now - 2 * SECOND - TICK))
    assert real.head() == 2
