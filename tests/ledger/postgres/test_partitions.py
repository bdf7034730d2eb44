"""Partitions are there before they are needed, and what holds for the first holds for the next."""

import psycopg
import pytest
from psycopg import sql

from ledger.history import Stale
from tests.acts import notes

SIZE = 20


@pytest.fixture
def small(owner, tenant):
    """Partitions of 20 positions."""
    name = sql.Identifier(tenant.schema)
    size = "CREATE OR REPLACE FUNCTION {}.partition_size() RETURNS bigint LANGUAGE sql IMMUTABLE AS {}"
    owner.execute(sql.SQL(size).format(name, sql.Literal(f"SELECT bigint '{SIZE}'")))
    owner.execute(sql.SQL("DROP TABLE {}.event_0").format(name))
    owner.execute(sql.SQL("SELECT {}.make_partition(0)").format(name))
    return owner


def partitions(owner, tenant):
    query = "SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = %s::regnamespace AND c.relispartition "
    return [name for (name,) in owner.execute(query + "AND c.relkind = 'r' ORDER BY 1", (tenant.schema,))]


def test_the_next_partition_is_made_halfway(small, history, tenant):
    history.append(notes("note-1", 0, *"абвгдежзи"))
    assert partitions(small, tenant) == ["event_0"]
    history.append(notes("note-1", 9, "к"))
    assert partitions(small, tenant) == ["event_0", "event_1"]


@pytest.mark.parametrize("batch", [1, 7, 10])
def test_no_event_is_ever_without_a_partition(small, history, tenant, batch):
    for number in range(0, 70, batch):
        history.append(notes("note-1", number, *["а"] * batch))
    assert [entry.position for entry in history.read(after=0, limit=100)] == list(range(1, 71))
    assert [entry.version for entry in history.entries("note-1")] == list(range(1, 71))
    assert partitions(small, tenant) == ["event_0", "event_1", "event_2", "event_3", "event_4"]


def test_more_events_than_half_a_partition_are_too_many_at_once(small, history):
    with pytest.raises(psycopg.errors.DataException):
        history.append(notes("note-1", 0, *["а"] * (SIZE // 2 + 1)))
    assert history.head() == 0


def test_a_version_is_unique_across_partitions(small, history):
    for number in range(30):
        history.append(notes(f"note-{number}", 0, "а"))
    with pytest.raises(Stale):
        history.append(notes("note-0", 0, "б"))
    history.append(notes("note-0", 1, "б"))


@pytest.mark.parametrize("change", ["UPDATE {} SET version = 1", "DELETE FROM {}", "TRUNCATE {}"])
def test_a_later_partition_is_written_once_too(small, history, tenant, change):
    for number in range(25):
        history.append(notes(f"note-{number}", 0, "а"))
    small.execute("SET session_replication_role = replica")
    for table in ("event", "event_1"):
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
            small.execute(sql.SQL(change).format(sql.Identifier(tenant.schema, table)))


def test_a_reader_in_the_middle_of_its_work_does_not_hold_the_next_partition_up(small, history, tenant):
    with small.transaction():
        small.execute(sql.SQL("SELECT count(*) FROM {}.event").format(sql.Identifier(tenant.schema)))
        for number in range(30):
            history.append(notes("note-1", number, "а"))
    assert history.head() == 30
