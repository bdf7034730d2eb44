"""Whatever is done to the attempts of a day that was sealed is found, and nothing where all is as it was."""

from datetime import date
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from aggregates.refusals.refusal_log.events import DaySealed
from replay.finding import Kind
from replay.sealed_days import seal_of
from replay.verify import verify

OCTOBER_1 = date(2026, 10, 1)


@pytest.fixture
def sealed(chronicle, reader, tenant):
    """Two attempts on 1 October, and the position of the day's seal."""
    query = """
        INSERT INTO {} (id, at, actor, verb, command, code, requirement, touched, details)
        VALUES (%s, %s, 'teacher-1', 'RecordMarks', %s, 'lesson.edit-window-closed', 'JRN-090', ARRAY['lesson-1'], %s)
    """
    for number in (1, 2):
        values = (UUID(int=number), f"2026-10-01T09:0{number}:00Z", UUID(int=number), b"{}")
        reader.execute(sql.SQL(query).format(sql.Identifier(tenant.schema, "refusal")), values)
    seal = seal_of(reader, tenant.schema, OCTOBER_1)
    chronicle.record("refusals-school", DaySealed(OCTOBER_1, *seal), last_day=None)
    return chronicle.history.head()


def findings(tenant):
    return {(one.kind, one.position) for one in verify(tenant.dsn, tenant.schema).findings}


@pytest.mark.usefixtures("sealed")
def test_a_day_as_it_was_sealed_is_sound(tenant):
    assert findings(tenant) == set()


FIRST, SECOND = (f"'{UUID(int=number)}'" for number in (1, 2))
COPIED = "gen_random_uuid(), at, actor, verb, command, code, requirement, touched, details"


@pytest.mark.usefixtures("unsound")
@pytest.mark.parametrize(
    "statement",
    [
        f"DELETE FROM {{0}} WHERE id = {FIRST}",
        f"UPDATE {{0}} SET actor = 'teacher-2' WHERE id = {SECOND}",
        "UPDATE {0} SET touched = ARRAY['lesson-2']",
        f"UPDATE {{0}} SET at = at + interval '1 day' WHERE id = {SECOND}",
        f"INSERT INTO {{0}} SELECT {COPIED} FROM {{0}} WHERE id = {SECOND}",
    ],
)
def test_attempts_of_a_sealed_day_that_were_changed_are_named(statement, sealed, tenant):
    tamper(tenant, statement)
    assert findings(tenant) == {(Kind.REFUSAL, sealed)}


@pytest.mark.usefixtures("sealed", "unsound")
def test_an_attempt_of_an_earlier_day_that_nobody_sealed_is_named(tenant):
    earlier = COPIED.replace("at,", "at - interval '1 day',")
    tamper(tenant, f"INSERT INTO {{0}} SELECT {earlier} FROM {{0}} WHERE id = {FIRST}")
    assert findings(tenant) == {(Kind.REFUSAL, None)}


def tamper(tenant, statement):
    """Change the log as only its administrator can: with the guards taken off."""
    place = sql.Identifier(tenant.schema, "refusal")
    with psycopg.connect(tenant.dsn) as connection:
        connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(place))
        assert connection.execute(sql.SQL(statement).format(place)).rowcount
