"""What is recorded stays: to the program by its rights, to the owner by triggers; boxes go only with their key."""

import psycopg
import pytest
from psycopg import sql

from aggregates.people.person.events import DestructionGround, KeyDestroyed
from ledger.history import AlreadyClaimed, Append, Box, Claim
from ledger.postgres.connections import connect
from ledger.sealing import Category
from tests.acts import NOON, leaf, notes

COMMAND = "00000000-0000-7000-8000-000000000001"
CHANGES = ["UPDATE {} SET position = position", "DELETE FROM {}", "TRUNCATE {}"]


def run(connection, query, tenant, table):
    connection.execute(sql.SQL(query).format(sql.Identifier(tenant.schema, table)))


@pytest.fixture
def recorded(history, unsound):
    act = notes("note-1", 0, "а")
    history.append(Append(act.command, b"d", NOON, act.leaves, act.reads, [Box(0, 0, "key-1", b"box")]))
    return history


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("table", ["event", "event_0", "command"])
def test_the_owner_cannot_change_what_is_recorded(recorded, owner, tenant, table, change):
    for role in ("origin", "replica"):
        owner.execute(sql.SQL("SET session_replication_role = {}").format(role))
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="written once"):
            run(owner, change, tenant, table)
    assert recorded.head() == 1


@pytest.mark.parametrize("change", ["UPDATE {} SET box = ''", "TRUNCATE {}"])
def test_the_owner_cannot_change_a_box(recorded, owner, tenant, change):
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        run(owner, change, tenant, "sealed")


@pytest.mark.parametrize("role", ["ledger_app", "ledger_books"])
@pytest.mark.parametrize("table", ["event", "event_0", "command", "sealed", "claim"])
@pytest.mark.parametrize("change", ["INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_program_has_no_right_to_write_but_by_the_functions(recorded, tenant, role, table, change):
    with connect(tenant.dsn, role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        run(connection, change, tenant, table)


def test_the_role_that_keeps_books_cannot_append(recorded, tenant):
    rights = "SELECT has_function_privilege('ledger_books', p.oid, 'EXECUTE'), p.proname FROM pg_proc AS p "
    rights += "WHERE p.pronamespace = %s::regnamespace AND p.proname IN ('append', 'record', 'forget')"
    with connect(tenant.dsn, "ledger_books") as connection:
        found = connection.execute(rights, (tenant.schema,)).fetchall()
    assert sorted(found) == [(False, "append"), (False, "forget"), (False, "record")]


def destroyed(history, key="key-1", stream="person-p1"):
    event = KeyDestroyed(Category.IDENTITY, key, DestructionGround.RETENTION_ENDED, None)
    one = leaf(stream, 1, COMMAND, event)
    return history.append(Append(COMMAND, b"d", NOON, [one], {stream: 0})).position


def test_a_box_goes_only_after_the_destruction_of_its_key_is_recorded(recorded):
    with pytest.raises(psycopg.errors.RaiseException):
        recorded.forget("key-1", 1)
    position = destroyed(recorded)
    with pytest.raises(psycopg.errors.RaiseException):
        recorded.forget("key-2", position)
    assert recorded.boxes([1])
    assert recorded.forget("key-1", position) == 1
    assert not recorded.boxes([1])
    assert recorded.forget("key-1", position) == 0


def test_forgetting_releases_the_persons_own_claims_only(history):
    mine, other = Claim("card", "aa", "p1"), Claim("card", "bb", "p2")
    history.append(notes("note-1", 0, "а", claims=[mine, other]))
    history.forget("key-1", destroyed(history), [mine, other])
    history.append(notes("note-2", 0, "б", claims=[mine._replace(holder="p3")]))
    with pytest.raises(AlreadyClaimed, match="p2"):
        history.append(notes("note-3", 0, "в", claims=[other._replace(holder="p3")]))
