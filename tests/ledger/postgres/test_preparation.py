"""On a server an administrator prepares, and the program then works with nothing but its two roles."""

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from ledger.postgres.connections import connect
from ledger.postgres.embedded import EmbeddedServer
from ledger.postgres.errors import NotMigrated
from ledger.postgres.preparation import check_prepared, prepare
from ledger.postgres.tenants import ClockKind, Tenant
from tests.conftest import HURRIED


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server where our roles are not known yet, with an administrator who is no superuser, and the office's login."""
    server = EmbeddedServer(tmp_path_factory.mktemp("server"), HURRIED)
    try:
        server.start()
        with psycopg.connect(server.dsn(), autocommit=True) as superuser:
            superuser.execute("CREATE ROLE keeper LOGIN CREATEROLE")
            superuser.execute("CREATE ROLE office LOGIN")
            for database in ("school", "school_keys"):
                superuser.execute(f"CREATE DATABASE {database} OWNER keeper")
        yield server
    finally:
        server.stop()


@pytest.fixture
def school(server):
    def dsn(database):
        return make_conninfo(server.dsn(database), user="office")

    return Tenant("school", "school", ClockKind.REAL, dsn=dsn("school"), keys_dsn=dsn("school_keys"))


@pytest.fixture
def prepared(server, school):
    keeper = {"user": "keeper"}
    prepare(
        school,
        admin=make_conninfo(server.dsn("school"), **keeper),
        keys_admin=make_conninfo(server.dsn("school_keys"), **keeper),
    )
    return school


def test_a_server_that_nobody_prepared_is_refused(server):
    office = make_conninfo(server.dsn("ledger"), user="office")
    with pytest.raises(NotMigrated) as raised:
        check_prepared(Tenant("school", "school", dsn=office, keys_dsn=office))
    assert raised.value.code == "migration.missing"


def test_the_program_cannot_prepare_its_own_databases(school):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        prepare(school)


def test_an_administrator_who_is_no_superuser_prepares_for_the_program(prepared):
    check_prepared(prepared)
    for role in ("ledger_app", "ledger_books"):
        with connect(prepared.dsn, role) as connection:
            assert connection.execute("SELECT count(*) FROM school.event").fetchone() == (0,)


def test_outside_its_roles_the_program_reads_nothing(prepared):
    with psycopg.connect(prepared.dsn) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("SELECT count(*) FROM school.event")


@pytest.mark.parametrize("text", ["DELETE FROM school.migration", "CREATE TABLE school.own ()", "DROP SCHEMA school"])
def test_the_program_changes_no_schema(prepared, text):
    with connect(prepared.dsn, "ledger_app") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(text)


def test_preparing_again_changes_nothing(server, prepared):
    admin, keys_admin = (make_conninfo(server.dsn(name), user="keeper") for name in ("school", "school_keys"))
    assert prepare(prepared, admin=admin, keys_admin=keys_admin) == []
