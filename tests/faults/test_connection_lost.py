"""A connection lost around COMMIT: nobody knows what became of the write, until it is repeated under the same key."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from psycopg.conninfo import make_conninfo

from tests.faults.conftest import Teacher, open_door
from tests.faults.proxy import Cut, wire_to

WORDS = b'"name":"lesson.mark-'
"""They stand in the bytes of the event, so whoever says them asks for it to be recorded and committed."""


@pytest.fixture
def wire(server):
    with (
        TemporaryDirectory(prefix="wire-", dir="/tmp") as folder,
        wire_to(server.status().socket, Path(folder) / ".s.PGSQL.5432") as wire,
    ):
        yield wire, folder


@pytest.fixture
def wired(tenant, wire):
    """The tenant, its databases at the other end of the wire."""
    _, folder = wire
    return replace(tenant, dsn=make_conninfo(tenant.dsn, host=folder))


@pytest.mark.parametrize(("cut", "is_repeat"), [(Cut.BEFORE, {False}), (Cut.AMID, {True, False}), (Cut.AFTER, {True})])
@pytest.mark.parametrize("number", [0, 7], ids=["first write", "later write"])
def test_the_repeat_gets_the_first_answer_and_nothing_is_written_twice(wired, wire, cut, is_repeat, number):
    with open_door(wired) as client:
        teacher = Teacher(client)
        before = [teacher.save(one).json()["position"] for one in range(number)]
        head = teacher.house.history.head()
        wire[0].cut_at(WORDS, cut)
        lost = teacher.save(number)
        assert (lost.status_code, lost.json()["code"]) == (503, "service.unavailable")
        again = teacher.save(number)
        assert (again.status_code, again.json()) == (201, {"position": head + 1, "events": 1})
        assert ("idempotent-replayed" in again.headers) in is_repeat
        assert teacher.save(number).json() == again.json()
        assert teacher.save(number + 1).json()["position"] == head + 2
        assert teacher.house.history.head() == head + 2
        assert len(teacher.saved()) == len(before) + 2
