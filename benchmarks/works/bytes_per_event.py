"""What an event takes on disk, its share of its command and the indexes included; beside its canonical bytes."""

from datetime import UTC, datetime
from itertools import islice

import psycopg
from psycopg import sql

from aggregates.catalogue import CATALOGUE
from benchmarks.ground import Ground
from benchmarks.harness import FLOOR, PROJECT, Work
from benchmarks.samples import lessons
from ledger.history import Append
from ledger.postgres.connections import pool
from ledger.postgres.history import PostgresHistory

COMMANDS = 1_000
_SIZES = """
SELECT sum(pg_total_relation_size(inhrelid)) + pg_total_relation_size({command}),
    (SELECT count(*) FROM {event}), (SELECT sum(octet_length(bytes)) FROM {event})
FROM pg_inherits WHERE inhparent = {event_name}::regclass
"""


def kept(ground: Ground) -> float:
    """Return the bytes on disk per event."""
    disk, events, _ = _sizes(ground)
    return disk / events


def canonical(ground: Ground) -> float:
    """Return the canonical bytes per event."""
    _, events, size = _sizes(ground)
    return size / events


def _sizes(ground: Ground) -> tuple[int, int, int]:
    """Append a thousand lessons as the program does, and look."""
    if "appended" not in ground.kept:
        tenant = ground.keep("appended")
        with (
            pool(tenant.dsn or "", "ledger_app") as shared,
            PostgresHistory(shared, tenant.schema, CATALOGUE) as history,
        ):
            for command, leaves in islice(lessons(), COMMANDS):
                history.append(Append(command, bytes(32), datetime.now(UTC), leaves, {leaves[0].stream: 0}))
    tenant = ground.kept["appended"]
    names = {"event": sql.Identifier(tenant.schema, "event"), "command": sql.Identifier(tenant.schema, "command")}
    literals = {"event_name": sql.Literal(f"{tenant.schema}.event"), "command": sql.Literal(f"{tenant.schema}.command")}
    with psycopg.connect(tenant.dsn or "") as connection:
        row = connection.execute(sql.SQL(_SIZES).format(**{**names, **literals})).fetchone()
    assert row is not None
    disk, events, size = map(int, row)
    return disk, events, size


WORK = Work("bytes_per_event", "bytes", "≤ 1.6", {PROJECT: kept, FLOOR: canonical}, rounds=1)
