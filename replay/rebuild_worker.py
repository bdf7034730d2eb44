"""One of the processes that rebuild a book («рабочий процесс»): folds ranges of streams into rows of the shadow."""

import gc
from dataclasses import dataclass

from psycopg import Connection, errors, sql

from aggregates.catalogue import CATALOGUE
from ledger.postgres.connections import connect
from projections import tables
from projections.act import Reader
from projections.book import Book, Changes, Missing
from replay.ranges import Range

SHADOW = "__shadow"
_BATCH = 300
"""Few enough that what was decoded is still in the processor's cache when it is folded."""
_SETTINGS = {
    # A share is read in the order of its streams by their index: events of a stream lie close together.
    "enable_seqscan": "off",
    "enable_bitmapscan": "off",
    "enable_sort": "off",
    "max_parallel_workers_per_gather": "0",
    "statement_timeout": "0",
    # A shadow is worth nothing before it is swapped in, and that commit has everything before it flushed.
    "synchronous_commit": "off",
}


@dataclass(frozen=True, slots=True)
class Site:
    """What a worker needs to know: the book, where it is, up to which position, and which shadow tables are meant."""

    dsn: str
    schema: str
    book: Book
    position: int
    shadows: tuple[int, ...]


class Superseded(Exception):  # noqa: N818 - names a state of affairs
    """The shadow tables are not the ones this rebuild made: another rebuild has begun."""


class Worker:
    """Folds ranges over a connection of its own."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._connection: Connection = connect(site.dsn, "ledger_books", **_SETTINGS)
        self._reader = Reader(CATALOGUE, site.book.events)
        self._query = sql.SQL(
            "SELECT position, bytes FROM {}.event WHERE stream >= %b AND position <= %b AND name <> ALL(%b)"
        ).format(sql.Identifier(site.schema))

    def fold(self, share: Range) -> int:
        """Fold the streams of a range, add their rows to the shadow, and return how many events that took."""
        end = sql.SQL("ORDER BY stream, version")
        given: list[object] = [share.start, self._site.position, list(self._reader.unwanted)]
        if share.end is not None:
            end = sql.SQL("AND stream < %b ORDER BY stream, version")
            given.append(share.end)
        rows = self._connection.execute(sql.SQL(" ").join([self._query, end]), given, binary=True).fetchall()
        changes = self._site.book.changes()
        for start in range(0, len(rows), _BATCH):
            positions, contents = zip(*rows[start : start + _BATCH], strict=True)
            self._site.book.fold(self._reader.decode(positions, contents), changes)
        self._add(changes)
        return len(rows)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _add(self, changes: Changes) -> None:
        with self._connection.transaction():
            check_shadows(self._connection, self._site)
            for table in self._site.book.tables:
                rows = changes[table.name]
                if rows.patches:
                    raise Missing(table.name, next(iter(rows.patches)))
                if rows.new:
                    place = tables.place_of(self._site.schema, self._site.book, table, SHADOW)
                    tables.copy_in(self._connection, place, table, rows.new.values())


def check_shadows(connection: Connection, site: Site) -> None:
    """Refuse to write unless the shadow tables are this rebuild's, and keep them from being replaced meanwhile.

    Raises:
        Superseded: they are another rebuild's, or gone.

    """
    places = sql.SQL(", ").join(tables.place_of(site.schema, site.book, table, SHADOW) for table in site.book.tables)
    try:
        connection.execute(sql.SQL("LOCK TABLE {} IN ROW EXCLUSIVE MODE").format(places))
    except errors.UndefinedTable:
        raise Superseded from None
    if shadow_numbers(connection, site.schema, site.book) != site.shadows:
        raise Superseded


def shadow_numbers(connection: Connection, schema: str, book: Book) -> tuple[int, ...]:
    """Return what tells these shadow tables from those of another rebuild: their numbers in the catalogue."""
    names = [tables.place_of(schema, book, table, SHADOW).as_string(connection) for table in book.tables]
    query = (
        "SELECT coalesce(to_regclass(n.name)::oid::bigint, 0)"
        " FROM unnest(%s::text[]) WITH ORDINALITY AS n(name, place) ORDER BY n.place"
    )
    return tuple(number for (number,) in connection.execute(query, (names,)))


_worker: Worker | None = None


def begin(site: Site) -> None:
    """Prepare this process; nothing it makes is circular, so collecting garbage would only take time."""
    global _worker  # noqa: PLW0603 - a process of a pool has no other place to keep its connection
    gc.disable()
    _worker = Worker(site)


def fold(share: Range) -> int:
    """Fold a range in this process."""
    assert _worker is not None
    return _worker.fold(share)
