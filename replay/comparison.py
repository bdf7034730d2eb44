"""Comparison («сверка»): the book that was kept against the one made anew, cell by cell."""

from dataclasses import dataclass

from psycopg import Connection, sql

from projections import tables
from projections.book import Book, Table
from replay.rebuild_worker import SHADOW

FIRST = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that differs («расхождение»); a row that one side lacks differs in its whole, told by no column."""

    table: str
    key: tuple[str, ...]
    column: str | None
    kept: str | None
    rebuilt: str | None


@dataclass(frozen=True, slots=True)
class TableComparison:
    """How a table that was kept differs from the one made anew."""

    table: str
    rows: int
    only_kept: int
    only_rebuilt: int
    different: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a rebuild found at one position: counts by table, and the first differences."""

    position: int
    tables: tuple[TableComparison, ...]
    first: tuple[Difference, ...]

    @property
    def is_empty(self) -> bool:
        """Whether kept and rebuilt were the same in every cell."""
        return not any(one.only_kept or one.only_rebuilt or one.different for one in self.tables)


_COUNT = sql.SQL(
    """
    SELECT count(*) FILTER (WHERE r.ctid IS NOT NULL),
        count(*) FILTER (WHERE r.ctid IS NULL), count(*) FILTER (WHERE k.ctid IS NULL),
        count(*) FILTER (WHERE k.ctid IS NOT NULL AND r.ctid IS NOT NULL AND ({kept}) IS DISTINCT FROM ({rebuilt}))
    FROM {k} AS k FULL JOIN {r} AS r USING ({key})
    """
)
_FIRST = sql.SQL(
    """
    SELECT ARRAY[{texts}], k.ctid IS NOT NULL, r.ctid IS NOT NULL, ARRAY[{kept_texts}], ARRAY[{rebuilt_texts}]
    FROM {k} AS k FULL JOIN {r} AS r USING ({key})
    WHERE k.ctid IS NULL OR r.ctid IS NULL OR ({kept}) IS DISTINCT FROM ({rebuilt})
    ORDER BY {key} LIMIT %s
    """
)


def compare(connection: Connection, schema: str, book: Book, position: int) -> Comparison:
    """Compare the tables kept with the shadow, both at *position*."""
    counts: list[TableComparison] = []
    first: list[Difference] = []
    for table in book.tables:
        row = connection.execute(_filled(_COUNT, schema, book, table)).fetchone()
        assert row is not None
        counts.append(TableComparison(table.name, *row))
        if any(row[1:]) and len(first) < FIRST:
            first += _first(connection, schema, book, table)
    return Comparison(position, tuple(counts), tuple(first[:FIRST]))


def _first(connection: Connection, schema: str, book: Book, table: Table) -> list[Difference]:
    found: list[Difference] = []
    for key, is_kept, is_rebuilt, kept, rebuilt in connection.execute(_filled(_FIRST, schema, book, table), (FIRST,)):
        if not (is_kept and is_rebuilt):
            told = ("есть", None) if is_kept else (None, "есть")
            found.append(Difference(table.name, tuple(key), None, *told))
            continue
        found += [
            Difference(table.name, tuple(key), column, old, new)
            for column, old, new in zip(table.columns, kept, rebuilt, strict=True)
            if old != new
        ]
    return found


def _filled(query: sql.SQL, schema: str, book: Book, table: Table) -> sql.Composed:
    def columns(template: str, names: tuple[str, ...]) -> sql.Composed:
        return sql.SQL(", ").join(sql.SQL(template).format(sql.Identifier(name)) for name in names)

    every = tuple(table.columns)
    return query.format(
        k=tables.place_of(schema, book, table),
        r=tables.place_of(schema, book, table, SHADOW),
        key=columns("{}", table.key_columns),
        texts=columns("{}::text", table.key_columns),
        kept=columns("k.{}", every),
        rebuilt=columns("r.{}", every),
        kept_texts=columns("k.{}::text", every),
        rebuilt_texts=columns("r.{}::text", every),
    )
