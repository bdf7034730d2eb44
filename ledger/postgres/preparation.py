"""Preparing a tenant's databases («подготовка»): roles, schemas, tables; an administrator's step, done once."""

from dataclasses import dataclass

import psycopg
from psycopg import Connection, errors, sql
from psycopg.conninfo import conninfo_to_dict

from ledger.postgres.errors import NotMigrated
from ledger.postgres.migrations import SERVER_SCHEMA, Kind, Migration, check, migrate
from ledger.postgres.tenants import Tenant

ROLES = ("ledger_app", "ledger_books")


@dataclass(frozen=True, slots=True)
class Place:
    """One database of a tenant: the set of migrations for it, the schema, and how the program connects."""

    kind: Kind
    schema: str
    dsn: str


def places(tenant: Tenant) -> tuple[Place, Place]:
    """Return the tenant's two databases; the tenant has been placed."""
    assert tenant.dsn is not None
    assert tenant.keys_dsn is not None
    return Place("tenant", tenant.schema, tenant.dsn), Place("keys", tenant.keys_schema, tenant.keys_dsn)


def prepare(tenant: Tenant, *, admin: str | None = None, keys_admin: str | None = None) -> list[Migration]:
    """Bring both databases up to date, as the administrators whose DSNs are given, and return what was missing."""
    applied = []
    for place, administrator in zip(places(tenant), (admin, keys_admin), strict=True):
        with psycopg.connect(administrator or place.dsn, autocommit=True) as connection:
            applied += migrate(connection, "server", SERVER_SCHEMA)
            _let_act(connection, str(conninfo_to_dict(place.dsn).get("user") or connection.info.user))
            applied += migrate(connection, place.kind, place.schema, clock=tenant.clock.value)
    return applied


def check_prepared(tenant: Tenant) -> None:
    """Refuse databases that this version of the program does not work with; change nothing."""
    for place in places(tenant):
        with psycopg.connect(place.dsn, autocommit=True) as connection:
            try:
                connection.execute("SET ROLE ledger_app")
            except (errors.InvalidParameterValue, errors.InsufficientPrivilege):
                raise NotMigrated("migration.missing", schema=place.schema) from None
            check(connection, place.kind, place.schema)


def _let_act(connection: Connection, login: str) -> None:
    """Let *login*, as which the program connects, act in our roles without having their rights otherwise."""
    query = "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = %s"
    if connection.execute(query, (login,)).fetchone() == (True,):
        return
    roles = sql.SQL(", ").join(map(sql.Identifier, ROLES))
    grant = sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE")
    connection.execute(grant.format(roles, sql.Identifier(login)))
