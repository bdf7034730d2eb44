"""Book («книга»): a function of a batch of acts to rows, kept ready beside the ledger and rebuilt from it at will.

A book reads its acts and nothing else: no clock, no other book. **A row belongs to one stream**: what it holds follows
from the events of that stream alone, in their order; how streams interleave does not matter. So a book can be brought
up to date by position (`projections.live`) and rebuilt by streams on all cores (`replay.rebuild`) by the same function.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ledger.event import Event
from projections.act import Act

Value = str | int | bool | date | None
Row = tuple[Value, ...]
Key = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a book: its columns with their SQL types, of which the first *key* are the primary key.

    Text is compared byte by byte (collation "C"), so that a book is the same wherever its database stands.
    """

    name: str
    columns: Mapping[str, str]
    key: int
    indexes: tuple[tuple[str, ...], ...] = ()

    @property
    def key_columns(self) -> tuple[str, ...]:
        """The names of the primary key's columns."""
        return tuple(self.columns)[: self.key]


class Missing(Exception):  # noqa: N818 - names a state of affairs
    """A book was told to patch a row that it does not have."""

    def __init__(self, table: str, key: Key) -> None:
        super().__init__(table, key)


@dataclass(slots=True)
class Rows:
    """What a batch does to one table: rows that are new, keys whose old row goes, and columns that change."""

    table: Table
    new: dict[Key, Row] = field(default_factory=dict)
    gone: set[Key] = field(default_factory=set)
    patches: dict[Key, dict[str, Value]] = field(default_factory=dict)
    places: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.places = {column: place for place, column in enumerate(self.table.columns)}

    def insert(self, row: Row) -> None:
        """Add a row whose key is not in the table."""
        self.new[row[: self.table.key]] = row

    def replace(self, row: Row) -> None:
        """Put a row in place of whatever its key holds."""
        self.remove(row[: self.table.key])
        self.insert(row)

    def remove(self, key: Key) -> None:
        """Take away whatever the key holds."""
        self.new.pop(key, None)
        self.patches.pop(key, None)
        self.gone.add(key)

    def patch(self, key: Key, **values: Value) -> None:
        """Change some columns of a row that exists.

        Raises:
            Missing: the row was removed by the same batch.

        """
        row = self.new.get(key)
        if row is not None:
            changed = list(row)
            for column, value in values.items():
                changed[self.places[column]] = value
            self.new[key] = tuple(changed)
        elif key in self.gone:
            raise Missing(self.table.name, key)
        else:
            self.patches.setdefault(key, {}).update(values)


class Changes(dict[str, Rows]):
    """What a batch does to the tables of a book, by table name."""

    def __init__(self, tables: Sequence[Table]) -> None:
        super().__init__((table.name, Rows(table)) for table in tables)


@dataclass(frozen=True, slots=True)
class Book:
    """A book: its name in the database, the version of its function, its tables and the function.

    `fold(acts, changes)` sees acts whose events are among `events` in the order of their streams. A new version
    of the function or of a table is a new `version`: the book is then rebuilt before it is read again.
    """

    name: str
    version: int
    tables: tuple[Table, ...]
    events: frozenset[type[Event]]
    fold: Callable[[Sequence[Act], Changes], None]

    def changes(self) -> Changes:
        """Return changes that do nothing yet."""
        return Changes(self.tables)
