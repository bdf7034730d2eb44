"""Rows made of acts in memory («строки книги по событиям»): what a book's function makes of a few streams."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from projections.book import Changes, Row, Table

_Made = TypeVar("_Made")


def rows_of(changes: Changes, table: Table, make: Callable[[Sequence[Any]], _Made]) -> list[_Made]:
    """Return a table's rows with the types that the database would give back."""
    kinds = list(table.columns.values())
    return [make(_typed(row, kinds)) for row in changes[table.name].new.values()]


def _typed(row: Row, kinds: Sequence[str]) -> list[object]:
    return [_from_text.get(kind, _same)(value) for value, kind in zip(row, kinds, strict=True)]


def _same(value: object) -> object:
    return value


def _date(value: object) -> object:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _instant(value: object) -> object:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


_from_text: dict[str, Callable[[object], object]] = {"date": _date, "timestamptz": _instant}
