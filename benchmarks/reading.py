"""Who reads: the project's events as typed objects, by one process or by one a core; floors that decode nothing."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

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
    with filled(ground) as tenant:
        return _rate(lambda: _acts(tenant, 0, EVENTS))


def all_cores(ground: Ground) -> float:
    """Return the events per second that one process a core turns into acts, each its share of the positions."""
    cores = os.cpu_count() or 1
    with filled(ground) as tenant, ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as processes:
        list(processes.map(_warm, range(cores)))
        cuts = [EVENTS * number // cores for number in range(cores + 1)]
        return _rate(lambda: sum(processes.map(_acts, [tenant] * cores, cuts[:-1], cuts[1:])))


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


def _acts(tenant: Tenant, after: int, last: int) -> int:
    reader = Reader(CATALOGUE, frozenset(CATALOGUE.events.values()))
    count = 0
    with (
        pool(tenant.dsn or "", "ledger_app", size=2) as shared,
        PostgresHistory(shared, tenant.schema, CATALOGUE) as history,
    ):
        for batch in history.contents(after=after, up_to=last):
            positions = range(after + count + 1, after + count + 1 + len(batch))
            count += len(reader.decode(positions, batch))
    return count


def _warm(number: int) -> int:
    return number


def _rate(read: Callable[[], int]) -> float:
    start = time.perf_counter()
    count = read()
    assert count == EVENTS
    return count / (time.perf_counter() - start)
