"""Who reads: the project's events as typed objects, by one process or by one a core; floors that decode nothing."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection

import psycopg
from psycopg import sql

from aggregates.catalogue import CATALOGUE
from benchmarks.filled import EVENTS, filled
from benchmarks.ground import Ground
from ledger.postgres.connections import pool
from ledger.postgres.history import PostgresHistory
from ledger.postgres.tenants import Tenant
from projections.act import Reader

PAGE = 2_000
_PAGE = "SELECT position, bytes FROM {}.event WHERE position > %b ORDER BY position LIMIT %b"
_COPY = "COPY (SELECT position, bytes FROM {}.event) TO STDOUT (FORMAT binary)"


def one_process(ground: Ground) -> float:
    """Return the events per second that one process turns into acts."""
    with filled(ground) as tenant, _opened(tenant) as (history, reader):
        return _rate(lambda: _acts(history, reader, 0, EVENTS))


def all_cores(ground: Ground) -> float:
    """Return the events per second that one process a core turns into acts, each its share of the positions."""
    cores = os.cpu_count() or 1
    with filled(ground) as tenant, ExitStack() as stack:
        lines = [stack.enter_context(_process(tenant)) for _ in range(cores)]
        cuts = [EVENTS * number // cores for number in range(cores + 1)]

        def read() -> int:
            for line, share in zip(lines, pairwise(cuts), strict=True):
                line.send(share)
            return sum(line.recv() for line in lines)

        return _rate(read)


def fetch(ground: Ground) -> float:
    """Return the events per second of a keyset fetch in binary, nothing decoded."""
    with filled(ground) as tenant, psycopg.connect(tenant.dsn or "", autocommit=True) as connection:
        query = sql.SQL(_PAGE).format(sql.Identifier(tenant.schema))

        def read() -> int:
            count, last = 0, 0
            while rows := connection.execute(query, (last, PAGE), prepare=True, binary=True).fetchall():
                count, last = count + len(rows), rows[-1][0]
            return count

        return _rate(read)


def copy_out(ground: Ground) -> float:
    """Return the events per second of a binary COPY to the client, nothing decoded."""
    with filled(ground) as tenant, psycopg.connect(tenant.dsn or "", autocommit=True) as connection:
        query = sql.SQL(_COPY).format(sql.Identifier(tenant.schema))

        def read() -> int:
            with connection.cursor() as cursor, cursor.copy(query) as copy:
                for _ in copy:
                    pass
            return EVENTS

        return _rate(read)


@contextmanager
def _opened(tenant: Tenant) -> Iterator[tuple[PostgresHistory, Reader]]:
    with (
        pool(tenant.dsn or "", "ledger_app", size=2) as shared,
        PostgresHistory(shared, tenant.schema, CATALOGUE) as history,
    ):
        history.head()
        yield history, Reader(CATALOGUE, frozenset(CATALOGUE.events.values()))


def _acts(history: PostgresHistory, reader: Reader, after: int, last: int) -> int:
    count = 0
    for batch in history.contents(after=after, up_to=last):
        positions = range(after + count + 1, after + count + 1 + len(batch))
        count += len(reader.decode(positions, batch))
    return count


@contextmanager
def _process(tenant: Tenant) -> Iterator[Connection]:
    """Start a process that waits, connected, for the range of positions that it is to read."""
    ours, theirs = Pipe()
    process = get_context("spawn").Process(target=_serve, args=(tenant, theirs))
    process.start()
    assert ours.recv() == "ready"
    yield ours
    process.join()


def _serve(tenant: Tenant, line: Connection) -> None:
    with _opened(tenant) as (history, reader):
        line.send("ready")
        line.send(_acts(history, reader, *line.recv()))


def _rate(read: Callable[[], int]) -> float:
    start = time.perf_counter()
    count = read()
    assert count == EVENTS
    return count / (time.perf_counter() - start)
