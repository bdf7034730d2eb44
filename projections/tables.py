"""Tables of books («таблицы книг»): made, written in sets, dropped; `suffix` tells a shadow from the table kept."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from psycopg import Connection, sql

from projections.book import Book, Changes, Key, Missing, Row, Rows, Table, Value


def name_of(book: Book, table: Table, suffix: str = "") -> str:
    """Return the name of a table in the database: «book_journal_cell»."""
    return f"book_{book.name}_{table.name}{suffix}"


def place_of(schema: str, book: Book, table: Table, suffix: str = "") -> sql.Identifier:
    """Return the qualified name of a table."""
    return sql.Identifier(schema, name_of(book, table, suffix))


def create(connection: Connection, schema: str, book: Book, suffix: str = "") -> None:
    """Make the book's tables, readable for the program."""
    for table in book.tables:
        columns = [_declared(column, kind) for column, kind in table.columns.items()]
        given = [sql.SQL("{} NOT NULL").format(column) for column in columns[: table.key]] + columns[table.key :]
        place = place_of(schema, book, table, suffix)
        connection.execute(sql.SQL("CREATE TABLE {} ({})").format(place, sql.SQL(", ").join(given)))
        connection.execute(sql.SQL("GRANT SELECT ON {} TO ledger_app").format(place))


def index_names(book: Book, table: Table, suffix: str = "") -> list[str]:
    """Return the names of a table's indexes, the primary key's first."""
    name = name_of(book, table, suffix)
    return [f"{name}_pkey", *(f"{name}_by_{number}" for number in range(1, len(table.indexes) + 1))]


def index_statements(schema: str, book: Book, table: Table, suffix: str = "") -> list[sql.Composed]:
    """Return what makes a table's indexes, each of them independent of the others."""
    key, *others = index_names(book, table, suffix)
    place = place_of(schema, book, table, suffix)
    primary = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} PRIMARY KEY ({})")
    further = sql.SQL("CREATE INDEX {} ON {} ({})")
    return [
        primary.format(place, sql.Identifier(key), _listed(table.key_columns)),
        *(
            further.format(sql.Identifier(name), place, _listed(columns))
            for name, columns in zip(others, table.indexes, strict=True)
        ),
    ]


def add_indexes(connection: Connection, schema: str, book: Book, suffix: str = "") -> None:
    """Make the primary keys and indexes; a rebuild does so once the rows are there."""
    for table in book.tables:
        for statement in index_statements(schema, book, table, suffix):
            connection.execute(statement)


def drop(connection: Connection, schema: str, book: Book, suffix: str = "") -> None:
    """Drop the book's tables that exist."""
    for table in book.tables:
        connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(place_of(schema, book, table, suffix)))


def analyse(connection: Connection, schema: str, book: Book) -> None:
    """Let the planner know tables that were filled at once."""
    for table in book.tables:
        connection.execute(sql.SQL("ANALYZE {}").format(place_of(schema, book, table)))


def rename(connection: Connection, schema: str, book: Book, suffix: str) -> None:
    """Give the tables with *suffix*, and their indexes, the names without it; nothing may bear those."""
    statement = sql.SQL("ALTER {} {} RENAME TO {}")
    for table in book.tables:
        new = sql.Identifier(name_of(book, table))
        connection.execute(statement.format(sql.SQL("TABLE"), place_of(schema, book, table, suffix), new))
        for old_index, new_index in zip(index_names(book, table, suffix), index_names(book, table), strict=True):
            place = sql.Identifier(schema, old_index)
            connection.execute(statement.format(sql.SQL("INDEX"), place, sql.Identifier(new_index)))


def write(connection: Connection, schema: str, book: Book, changes: Changes, suffix: str = "") -> None:
    """Do to the tables what a batch asks for, in a few statements a table.

    Raises:
        Missing: a patch found no row.

    """
    for table in book.tables:
        rows, place = changes[table.name], place_of(schema, book, table, suffix)
        if rows.gone:
            _delete(connection, place, table, rows.gone)
        if rows.patches:
            _update(connection, place, rows)
        if rows.new:
            copy_in(connection, place, table, rows.new.values())


def copy_in(connection: Connection, place: sql.Identifier, table: Table, rows: Iterable[Row]) -> None:
    """Add rows to a table by COPY."""
    query = sql.SQL("COPY {} ({}) FROM STDIN").format(place, _listed(table.columns))
    with connection.cursor().copy(query) as copy:
        write_row = copy.write_row
        for row in rows:
            write_row(row)


def _delete(connection: Connection, place: sql.Identifier, table: Table, keys: Iterable[Key]) -> None:
    query = sql.SQL("DELETE FROM {} AS t USING {} WHERE {}")
    records = [dict(zip(table.key_columns, key, strict=True)) for key in keys]
    connection.execute(
        query.format(place, _recordset(table, table.key_columns), _same_key(table)), (_json(records),), prepare=True
    )


def _update(connection: Connection, place: sql.Identifier, rows: Rows) -> None:
    """Change columns, one statement for all rows in which the same columns change."""
    table = rows.table
    alike: dict[tuple[str, ...], list[Mapping[str, Value]]] = {}
    for key, values in rows.patches.items():
        alike.setdefault(tuple(sorted(values)), []).append({**dict(zip(table.key_columns, key, strict=True)), **values})
    query = sql.SQL("UPDATE {} AS t SET {} FROM {} WHERE {}")
    for columns, records in alike.items():
        assigned = sql.SQL(", ").join(sql.SQL("{0} = r.{0}").format(sql.Identifier(column)) for column in columns)
        recordset = _recordset(table, [*table.key_columns, *columns])
        done = connection.execute(
            query.format(place, assigned, recordset, _same_key(table)), (_json(records),), prepare=True
        )
        if done.rowcount != len(records):
            raise Missing(table.name, tuple(records[0][column] for column in table.key_columns))


def _recordset(table: Table, columns: Sequence[str]) -> sql.Composed:
    declared = sql.SQL(", ").join(_declared(column, table.columns[column]) for column in columns)
    return sql.SQL("jsonb_to_recordset(%s::jsonb) AS r({})").format(declared)


def _same_key(table: Table) -> sql.Composed:
    return sql.SQL(" AND ").join(
        sql.SQL("t.{0} = r.{0}").format(sql.Identifier(column)) for column in table.key_columns
    )


def _declared(column: str, kind: str) -> sql.Composed:
    text = f'{kind} COLLATE "C"' if kind.startswith("text") else kind
    return sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(text))


def _listed(columns: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def _json(records: Any) -> str:
    return msgspec.json.encode(records).decode()
