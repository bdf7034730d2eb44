"""Rebuilding a book («перестроение книги»): from the events alone, beside the kept one, compared with it, swapped in.

Processes fold ranges of streams into shadow tables, up to the position at which the kept book stands. What came
meanwhile is then added as live books add it; in one snapshot the shadow is compared with the kept book; and in one
transaction the shadow takes its place. Readers and the keeper of the book go on throughout. A rebuild that was killed
leaves shadow tables, which the next one drops.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from contextlib import closing, contextmanager
from dataclasses import dataclass

from psycopg import Connection, sql

from ledger.postgres.connections import connect
from ledger.refusal import Refusal
from projections import tables
from projections.act import Unreadable
from projections.book import Book, Missing
from projections.standing import channel_of
from replay import rebuild_worker
from replay.comparison import Comparison
from replay.ranges import Range, ranges
from replay.rebuild_worker import SHADOW, Site, Worker
from replay.shadow import Ground, Shadow

_EVENTS_PER_SHARE = 10_000
"""A process holds the rows of one share; larger ones cost memory and are no faster."""
_SHARES_PER_PROCESS = 4
_LOCK = 1_818_584_170
# A first impression is enough for the planner: keys are all that these tables are asked for.
_ALONE = {"statement_timeout": "0", "default_statistics_target": "10"}
_INDEXING = {"statement_timeout": "0", "maintenance_work_mem": "256MB"}


class RebuildUnderWay(Refusal):
    """Somebody rebuilds this book already («книга уже перестраивается»)."""

    code = "book.rebuild-under-way"
    requirement = "XCT-004"
    message = "Книга {book} уже перестраивается."


class CannotRebuild(Refusal):
    """An event cannot be read, or makes no sense («книгу нельзя перестроить»); the kept one stays."""

    code = "book.cannot-rebuild"
    requirement = "XCT-004"
    message = "Книгу {book} нельзя перестроить: {words}."


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a rebuild is: of `total` events, and how many seconds the rest will take, once that can be told."""

    book: str
    done: int
    total: int
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did; `comparison` is None where nothing comparable was kept, or nobody asked for it."""

    book: str
    version: int
    position: int
    events: int
    seconds: float
    comparison: Comparison | None


def rebuild(
    ground: Ground, book: Book, *, progress: Callable[[Progress], None] = lambda _: None, comparing: bool = True
) -> Rebuilt:
    """Make *book* anew and put it in place of the kept one.

    Raises:
        RebuildUnderWay, CannotRebuild: the kept book stays as it is.

    """
    begun = time.monotonic()
    with _alone(ground, book) as connection:
        with _shadow(connection, ground, book) as shadow:
            events = _fold(shadow, progress)
            _add_indexes(ground, book)
            comparison = shadow.compare() if comparing else None
            shadow.swap()
        tables.analyse(connection, ground.schema, book)
    return Rebuilt(book.name, book.version, shadow.position, events, time.monotonic() - begun, comparison)


def compared(ground: Ground, book: Book) -> Comparison | None:
    """Compare the kept book with one made anew, and leave it in its place; None if it cannot be compared.

    Raises:
        RebuildUnderWay, CannotRebuild: there is nothing to compare it with.

    """
    with _alone(ground, book) as connection, _shadow(connection, ground, book) as shadow:
        _fold(shadow, lambda _: None)
        return shadow.compare()


@contextmanager
def _shadow(connection: Connection, ground: Ground, book: Book) -> Iterator[Shadow]:
    """Begin a shadow, and leave none behind."""
    try:
        yield Shadow.begun(connection, ground, book)
    except (Unreadable, Missing) as trouble:
        raise CannotRebuild(book=book.name, words=str(trouble)) from trouble
    finally:
        tables.drop(connection, ground.schema, book, SHADOW)


def _fold(shadow: Shadow, progress: Callable[[Progress], None]) -> int:
    """Fold all shares, telling after each how far the work is; return how many events there were."""
    ground, begun, events = shadow.ground, time.monotonic(), 0
    count = max(ground.processes * _SHARES_PER_PROCESS, shadow.position // _EVENTS_PER_SHARE)
    shares = ranges(shadow.connection, ground.schema, shadow.position, max(1, count))
    for done, folded in enumerate(_folded(shadow.site, shares, ground.processes), start=1):
        events += folded
        left = (time.monotonic() - begun) / done * (len(shares) - done)
        progress(Progress(shadow.book.name, shadow.position * done // len(shares), shadow.position, left))
    return events


def _folded(site: Site, shares: Sequence[Range], processes: int) -> Iterator[int]:
    """Yield for each share how many events it had, in any order."""
    if processes == 0:
        with closing(Worker(site)) as worker:
            yield from map(worker.fold, shares)
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([rebuild_worker.__name__])
    pool = ProcessPoolExecutor(processes, context, rebuild_worker.begin, (site,))
    try:
        for future in as_completed([pool.submit(rebuild_worker.fold, share) for share in shares]):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _add_indexes(ground: Ground, book: Book) -> None:
    """Make the shadow's keys and indexes, several at a time."""

    def make(statement: sql.Composed) -> None:
        with closing(connect(ground.dsn, "ledger_books", **_INDEXING)) as connection:
            connection.execute(statement)

    statements = [one for table in book.tables for one in tables.index_statements(ground.schema, book, table, SHADOW)]
    with ThreadPoolExecutor(max(1, ground.processes)) as pool:
        list(pool.map(make, statements))


@contextmanager
def _alone(ground: Ground, book: Book) -> Iterator[Connection]:
    """Open a connection, and keep others from rebuilding the book while it is open."""
    query = "SELECT pg_try_advisory_lock(%s, hashtext(%s))"
    with closing(connect(ground.dsn, "ledger_books", **_ALONE)) as connection:
        row = connection.execute(query, (_LOCK, channel_of(ground.schema, book.name))).fetchone()
        if row != (True,):
            raise RebuildUnderWay(book=book.name)
        yield connection
