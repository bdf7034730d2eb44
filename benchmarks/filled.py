"""A ledger with many lessons in it, for reading."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from uuid import UUID

import psycopg
from psycopg import Connection, sql

from benchmarks.ground import Ground
from benchmarks.samples import LESSON, lessons
from ledger.postgres.tenants import Tenant

EVENTS = 300_000
_AT = datetime(2026, 11, 20, 8, 15, tzinfo=UTC)
_EVENT = "COPY {}.event (position, recorded_at, version, stream, name, bytes) FROM STDIN (FORMAT binary)"
_COMMAND = "COPY {}.command (id, position, n, digest) FROM STDIN (FORMAT binary)"


@contextmanager
def filled(ground: Ground) -> Iterator[Tenant]:
    """Return the tenant with 300,000 marks; it is filled once a run, by COPY, as its owner."""
    if "filled" not in ground.kept:
        tenant = ground.keep("filled")
        with psycopg.connect(tenant.dsn or "", autocommit=True) as connection:
            _fill(connection, sql.Identifier(tenant.schema))
    yield ground.kept["filled"]


def _fill(connection: Connection, schema: sql.Identifier) -> None:
    commands = []
    with connection.cursor() as cursor, cursor.copy(sql.SQL(_EVENT).format(schema)) as copy:
        copy.set_types(["int8", "timestamptz", "int4", "text", "text", "bytea"])
        position = 0
        for command, leaves in islice(lessons(), EVENTS // LESSON):
            for leaf in leaves:
                position += 1
                copy.write_row((position, _AT, leaf.version, leaf.stream, leaf.name, leaf.data))
            commands.append((UUID(command), position, LESSON, bytes(32)))
    with connection.cursor() as cursor, cursor.copy(sql.SQL(_COMMAND).format(schema)) as copy:
        copy.set_types(["uuid", "int8", "int4", "bytea"])
        for row in commands:
            copy.write_row(row)
    connection.execute(sql.SQL("VACUUM (FREEZE, ANALYZE) {}.event").format(schema))
