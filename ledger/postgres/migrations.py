"""Migrations («миграции»): numbered SQL files, each run once by an administrator's connection, never at start.

`{schema}` in a file stands for the quoted name of the schema, any other `{name}` for a quoted value that the caller
gives; a brace meant literally is doubled.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from psycopg import Connection, errors, sql

from ledger.postgres.errors import BadTenant, NotMigrated

Kind = Literal["server", "tenant", "keys"]

SERVER_SCHEMA = "ledger_server"
_FOLDER = Path(__file__).with_name("migrations")
_FILE = re.compile(r"(?P<number>\d{4})_(?P<name>[a-z0-9_]+)\.sql")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,40}")
_LOCK = 1_818_584_167  # "ledg": keeps this lock apart from other people's

_RECORD = """
CREATE SCHEMA IF NOT EXISTS {schema};
CREATE TABLE IF NOT EXISTS {schema}.migration (
    number integer PRIMARY KEY,
    name text NOT NULL,
    digest text NOT NULL,
    applied_at timestamptz NOT NULL
)
"""
# The program itself looks, and only looks, whether the schema fits it.
_SHOW = "GRANT USAGE ON SCHEMA {schema} TO ledger_app; GRANT SELECT ON {schema}.migration TO ledger_app"
_INSERT = "INSERT INTO {schema}.migration (number, name, digest, applied_at) VALUES (%s, %s, %s, now())"


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of a set."""

    number: int
    name: str
    digest: str
    text: str


def identifier(name: str) -> str:
    """Return *name* if it may name a schema or a tenant: Latin letters, digits, underscores, at most 41."""
    if not _IDENTIFIER.fullmatch(name):
        raise BadTenant("tenant.bad-name", name=name[:60])
    return name


def known(kind: Kind, folder: Path = _FOLDER) -> list[Migration]:
    """Return the files of a set in their order."""
    found = [_read(path) for path in sorted((folder / kind).glob("*.sql"))]
    if [one.number for one in found] != list(range(1, len(found) + 1)):
        raise NotMigrated("migration.gap", kind=kind)
    return found


def migrate(
    connection: Connection, kind: Kind, schema: str, *, folder: Path = _FOLDER, **values: str
) -> list[Migration]:
    """Bring *schema* up to date in one transaction and return what was missing; two at once wait for one another."""
    files = known(kind, folder)
    name = sql.Identifier(schema)
    places = {place: sql.Literal(value) for place, value in values.items()}
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (_LOCK, schema))
        connection.execute(sql.SQL(_RECORD).format(schema=name))
        if kind != "server":
            connection.execute(sql.SQL(_SHOW).format(schema=name))
        missing = files[_agreed(files, applied(connection, schema), schema) :]
        for one in missing:
            connection.execute(sql.SQL(one.text).format(schema=name, **places))
            connection.execute(sql.SQL(_INSERT).format(schema=name), (one.number, one.name, one.digest))
    return missing


def check(connection: Connection, kind: Kind, schema: str, *, folder: Path = _FOLDER) -> None:
    """Refuse a schema that is not exactly what this program works with; change nothing."""
    files = known(kind, folder)
    try:
        found = applied(connection, schema)
    except (errors.UndefinedTable, errors.InsufficientPrivilege):
        raise NotMigrated("migration.missing", schema=schema) from None
    if _agreed(files, found, schema) < len(files):
        raise NotMigrated("migration.behind", schema=schema)


def applied(connection: Connection, schema: str) -> list[tuple[int, str]]:
    """Return the numbers and digests of what was applied to *schema*."""
    query = sql.SQL("SELECT number, digest FROM {}.migration ORDER BY number")
    return connection.execute(query.format(sql.Identifier(schema))).fetchall()


def _read(path: Path) -> Migration:
    match = _FILE.fullmatch(path.name)
    if match is None:
        raise NotMigrated("migration.bad-file", name=path.name)
    data = path.read_bytes()
    return Migration(int(match["number"]), match["name"], hashlib.sha256(data).hexdigest(), data.decode())


def _agreed(files: list[Migration], found: list[tuple[int, str]], schema: str) -> int:
    """Return how many files are applied; refuse a database that went another way."""
    if len(found) > len(files):
        raise NotMigrated("migration.newer", schema=schema)
    for one, (number, digest) in zip(files, found, strict=False):
        if (one.number, one.digest) != (number, digest):
            raise NotMigrated("migration.changed", schema=schema, number=number)
    return len(found)
