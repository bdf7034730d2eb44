"""Who keeps the journal book: the project live and by rebuild, and one SQL statement a table; and pages as of."""

import os
import statistics
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import count

import psycopg

from aggregates.catalogue import CATALOGUE
from benchmarks import journal_sql
from benchmarks.ground import Ground
from benchmarks.journal import LARGE, SMALL, first_page, school
from ledger.postgres.connections import connect, pool
from ledger.postgres.history import PostgresHistory
from ledger.postgres.tenants import Tenant
from projections import tables
from projections.book import Book
from projections.journal.page import JOURNAL_PAGE
from projections.live import Keeper
from replay.as_of import PagesAsOf
from replay.rebuild import rebuild
from replay.shadow import Ground as Site

_READS = 15
_books = count()


def live(ground: Ground) -> float:
    """Return the events per second of catching up from the first event."""
    tenant = school(ground, SMALL)
    with (
        _history(tenant) as history,
        _fresh_book(tenant) as book,
        closing(connect(tenant.dsn or "", "ledger_books")) as connection,
    ):
        keeper = Keeper(connection, tenant.schema, history, CATALOGUE, book)
        keeper.begin()
        start = time.perf_counter()
        done = keeper.catch_up()
        return done / (time.perf_counter() - start)


def rebuilt(ground: Ground) -> float:
    """Return the events per second of a rebuild with one process a core; there is nothing to compare it with."""
    tenant = school(ground, LARGE)
    with _history(tenant) as history, _fresh_book(tenant) as book:
        done = rebuild(Site(tenant.dsn or "", tenant.schema, history, os.cpu_count() or 1), book)
        return done.position / done.seconds


def inserted(ground: Ground) -> float:
    """Return the events per second of SQL that inserts into indexed tables, as live books do."""
    tenant = school(ground, SMALL)
    with _floor(tenant) as connection:
        journal_sql.prepare_indexed(connection, tenant.schema)
        start = time.perf_counter()
        journal_sql.insert(connection, tenant.schema)
        return SMALL / (time.perf_counter() - start)


def created(ground: Ground) -> float:
    """Return the events per second of SQL that makes the tables and then their indexes, with parallel workers."""
    tenant = school(ground, LARGE)
    with _floor(tenant) as connection:
        start = time.perf_counter()
        journal_sql.create(connection, tenant.schema)
        return LARGE / (time.perf_counter() - start)


def page_of_large(ground: Ground) -> float:
    """Return the milliseconds of one page as of the present in a large ledger."""
    return _page(school(ground, LARGE))


def page_of_small(ground: Ground) -> float:
    """Return the milliseconds of the same page in a small ledger."""
    return _page(school(ground, SMALL))


def _page(tenant: Tenant) -> float:
    times = []
    with _history(tenant) as history:
        pages, head = PagesAsOf(history, CATALOGUE), history.head()
        for _ in range(_READS):
            start = time.perf_counter()
            view = pages.page(first_page(), head)
            times.append(time.perf_counter() - start)
            assert len(view.cells) > len(view.lessons) > 0
    return statistics.median(times) * 1000


@contextmanager
def _history(tenant: Tenant) -> Iterator[PostgresHistory]:
    with (
        pool(tenant.dsn or "", "ledger_app", size=2) as shared,
        PostgresHistory(shared, tenant.schema, CATALOGUE) as history,
    ):
        yield history


@contextmanager
def _fresh_book(tenant: Tenant) -> Iterator[Book]:
    """Give the book under a name that nothing is kept by, and take its tables away afterwards."""
    book = replace(JOURNAL_PAGE, name=f"journal_page_{next(_books)}")
    yield book
    with closing(connect(tenant.dsn or "", "ledger_books")) as connection:
        tables.drop(connection, tenant.schema, book)


@contextmanager
def _floor(tenant: Tenant) -> Iterator[psycopg.Connection]:
    with psycopg.connect(tenant.dsn or "", autocommit=True) as connection:
        yield connection
        journal_sql.drop(connection, tenant.schema)
