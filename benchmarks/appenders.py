"""Who appends: the project's ground, and as floor plain psycopg that writes the same rows into the same tables."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import count
from uuid import UUID

import psycopg
from psycopg import Connection, sql

from aggregates.catalogue import CATALOGUE
from benchmarks import emmett
from benchmarks.ground import NO_SHIM, Ground
from benchmarks.harness import FLOOR, PROJECT, Contender, Skipped
from benchmarks.library import create_tables, library
from benchmarks.samples import LESSON, identifier, marks
from benchmarks.writers import Crowd, Prepare, Write
from ledger.history import Append, Leaf
from ledger.postgres.connections import pool
from ledger.postgres.history import PostgresHistory
from ledger.postgres.tenants import Tenant

DIGEST = bytes(32)
_COMMAND = "WITH c AS (INSERT INTO {}.command (id, position, n, digest) VALUES (%b, %b, %b, %b)) "
_EVENT = "INSERT INTO {}.event (position, recorded_at, version, stream, name, bytes) "
_ONE = _COMMAND + _EVENT + "VALUES (%b, %b, %b, %b, %b, %b)"
_MANY = (
    _COMMAND + _EVENT + "SELECT q.position, %b, q.version, %b, q.name, q.bytes "
    "FROM unnest(%b::bigint[], %b::integer[], %b::text[], %b::bytea[]) AS q (position, version, name, bytes)"
)


def contenders(crowd: Crowd, batch: int, *, slow: bool = False) -> dict[str, Contender]:
    """Return who can append *batch* events a command; their bytes are at hand, the library makes its own."""

    def measured(writers: Prepare, before: Callable[[Tenant], None] | None = None) -> Contender:
        def measure(ground: Ground) -> float:
            server = ground.slow_server if slow else ground.server
            if server is None:
                raise Skipped(NO_SHIM)
            with ground.tenant(server) as tenant:
                if before:
                    before(tenant)
                return crowd.rate(writers, tenant, batch)

        return measure

    peers = {"eventsourcing": measured(library, create_tables), "emmett": emmett.append(crowd, batch, slow=slow)}
    return {PROJECT: measured(project), FLOOR: measured(floor), **peers}


@contextmanager
def project(tenant: Tenant, batch: int) -> Iterator[Callable[[int], Write]]:
    """One process of the project: threads share its history."""
    assert tenant.dsn is not None
    with pool(tenant.dsn, "ledger_app") as shared, PostgresHistory(shared, tenant.schema, CATALOGUE) as history:

        def writer(_: int) -> Write:
            lessons = _lessons(batch)

            def write() -> int:
                stream, version, leaves = next(lessons)
                history.append(Append(identifier(), DIGEST, datetime.now(UTC), leaves, {stream: version}))
                return batch

            return write

        yield writer


@contextmanager
def floor(tenant: Tenant, batch: int) -> Iterator[Callable[[int], Write]]:
    """One process of plain psycopg: a connection a thread, one prepared statement, positions of one's own."""
    dsn = tenant.dsn
    assert dsn is not None
    with ExitStack() as stack:

        def writer(number: int) -> Write:
            connection = stack.enter_context(psycopg.connect(dsn, autocommit=True))
            return _plain(connection, sql.Identifier(tenant.schema), batch, count(number * 3_000_000, batch))

        yield writer


def _plain(connection: Connection, schema: sql.Identifier, batch: int, positions: Iterator[int]) -> Write:
    query = sql.SQL(_ONE if batch == 1 else _MANY).format(schema, schema).as_bytes(None)
    lessons = _lessons(batch)

    def write() -> int:
        stream, version, leaves = next(lessons)
        first, at = next(positions), datetime.now(UTC)
        command = (UUID(identifier()), first + batch - 1, batch, DIGEST)
        values: tuple[object, ...]
        if batch == 1:
            values = (first, at, version + 1, stream, leaves[0].name, leaves[0].data)
        else:
            columns = [
                list(column) for column in zip(*((leaf.version, leaf.name, leaf.data) for leaf in leaves), strict=True)
            ]
            values = (at, stream, list(range(first, first + batch)), *columns)
        connection.execute(query, (*command, *values), prepare=True)
        return batch

    return write


def _lessons(batch: int) -> Iterator[tuple[str, int, Sequence[Leaf]]]:
    """Yield what to append next, in lesson after lesson of 30 marks; all lessons have the same bytes."""
    bytes_of = marks(f"lesson-{identifier()}", 0, LESSON, identifier(), "2026-11-20T08:15:00.000000Z")
    while True:
        stream = f"lesson-{identifier()}"
        leaves = [leaf._replace(stream=stream) for leaf in bytes_of]
        for version in range(0, LESSON, batch):
            yield stream, version, leaves[version : version + batch]
