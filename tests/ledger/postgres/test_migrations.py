"""Migrations are applied once, in order, as they were written, however many try at the same time."""

import re
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from ledger.postgres.errors import BadTenant, NotMigrated
from ledger.postgres.migrations import SERVER_SCHEMA, check, identifier, known, migrate
from ledger.postgres.preparation import check_prepared

FIRST = "CREATE TABLE {schema}.lesson (topic text PRIMARY KEY DEFAULT {clock});"
SECOND = 'INSERT INTO {schema}.lesson (topic) VALUES (\'{{"percent": "100%%"}}\');'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "tenant").mkdir()
    write(tmp_path, "0001_lesson.sql", FIRST)
    write(tmp_path, "0002_topic.sql", SECOND)
    return tmp_path


@pytest.fixture
def connection(database):
    with psycopg.connect(database, autocommit=True) as opened:
        migrate(opened, "server", SERVER_SCHEMA)
        yield opened


def write(folder, name, text):
    (folder / "tenant" / name).write_text(text)


def code(raised):
    return raised.value.code


def test_missing_migrations_are_applied_in_order_and_once(connection, folder):
    assert [one.number for one in migrate(connection, "tenant", "school", folder=folder, clock="real")] == [1, 2]
    assert migrate(connection, "tenant", "school", folder=folder, clock="real") == []
    check(connection, "tenant", "school", folder=folder)


def test_values_are_quoted_and_doubled_braces_are_literal(connection, folder):
    migrate(connection, "tenant", "school", folder=folder, clock="it's")
    connection.execute("INSERT INTO school.lesson DEFAULT VALUES")
    topics = {topic for (topic,) in connection.execute("SELECT topic FROM school.lesson")}
    assert topics == {'{"percent": "100%%"}', "it's"}


def test_two_schemas_of_one_database_do_not_meet(connection, folder):
    migrate(connection, "tenant", "school", folder=folder, clock="real")
    migrate(connection, "tenant", "academy", folder=folder, clock="real")
    connection.execute("DELETE FROM academy.lesson")
    assert connection.execute("SELECT count(*) FROM school.lesson").fetchone() == (1,)


@pytest.mark.usefixtures("connection")
def test_many_migrators_at_once_apply_each_file_once(database, folder):
    def migrating(_):
        with psycopg.connect(database, autocommit=True) as own:
            return len(migrate(own, "tenant", "school", folder=folder, clock="real"))

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(migrating, range(4))) == [0, 0, 0, 2]


def test_a_failing_file_leaves_nothing_of_its_run(connection, folder):
    write(folder, "0002_topic.sql", "SELECT 1/0;")
    with pytest.raises(psycopg.errors.DivisionByZero):
        migrate(connection, "tenant", "school", folder=folder, clock="real")
    with pytest.raises(NotMigrated) as raised:
        check(connection, "tenant", "school", folder=folder)
    assert code(raised) == "migration.missing"


def test_a_schema_behind_the_program_is_refused_until_migrated(connection, folder):
    migrate(connection, "tenant", "school", folder=folder, clock="real")
    write(folder, "0003_more.sql", "SELECT 1;")
    with pytest.raises(NotMigrated) as raised:
        check(connection, "tenant", "school", folder=folder)
    assert code(raised) == "migration.behind"
    migrate(connection, "tenant", "school", folder=folder, clock="real")
    check(connection, "tenant", "school", folder=folder)


@pytest.mark.parametrize("look", [migrate, check])
def test_an_applied_file_that_was_changed_is_noticed(connection, folder, look):
    migrate(connection, "tenant", "school", folder=folder, clock="real")
    write(folder, "0001_lesson.sql", FIRST + " ")
    with pytest.raises(NotMigrated) as raised:
        look(connection, "tenant", "school", folder=folder)
    assert code(raised) == "migration.changed"
    assert raised.value.details["number"] == 1


@pytest.mark.parametrize("look", [migrate, check])
def test_a_database_newer_than_the_program_is_noticed(connection, folder, look):
    migrate(connection, "tenant", "school", folder=folder, clock="real")
    (folder / "tenant" / "0002_topic.sql").unlink()
    with pytest.raises(NotMigrated) as raised:
        look(connection, "tenant", "school", folder=folder)
    assert code(raised) == "migration.newer"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("0004_gap.sql", "migration.gap"), ("0001_twice.sql", "migration.gap"), ("3.sql", "migration.bad-file")],
)
def test_misnumbered_files_are_refused(folder, name, expected):
    write(folder, name, "SELECT 1;")
    with pytest.raises(NotMigrated) as raised:
        known("tenant", folder)
    assert code(raised) == expected


@pytest.mark.parametrize("name", ["a", "school_15", "s" * 41])
def test_a_plain_name_may_name_a_schema(name):
    assert identifier(name) == name


@pytest.mark.parametrize("name", ["", "School", "1school", "_school", "s" * 42, 'a"b', "a b", "школа", "a\n"])
def test_any_other_name_is_refused(name):
    with pytest.raises(BadTenant, match=re.escape("не подходит")):
        identifier(name)


def test_a_tenant_made_for_tests_is_ready_for_the_program(tenant):
    check_prepared(tenant)
