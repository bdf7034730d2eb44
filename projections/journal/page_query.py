"""Reading the journal page («чтение страницы журнала») from the book: one round trip, one moment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from psycopg import Connection, Cursor, sql

from projections import tables
from projections.book import Table
from projections.journal.page import CELL, CLASS, COLUMN, JOURNAL_PAGE, LESSON, MEMBER, MOVE
from projections.journal.page_view import (
    CellRow,
    ClassRow,
    ColumnRow,
    LessonRow,
    MemberRow,
    MoveRow,
    PageKey,
    PageRows,
    PageView,
    page_view,
)
from projections.snapshot import snapshot
from projections.standing import believed

_Row = TypeVar("_Row", bound=tuple[object, ...])

_OF_PAGE = sql.SQL("WHERE r.page = %(page)s")
_OF_LESSONS = sql.SQL("WHERE r.lesson IN (SELECT l.lesson FROM {lesson} AS l WHERE l.page = %(page)s)")
_OF_CLASS = sql.SQL(
    "WHERE r.school_class ="
    " coalesce((SELECT l.school_class FROM {lesson} AS l WHERE l.page = %(page)s LIMIT 1), %(group)s)"
)


@dataclass(frozen=True, slots=True)
class PageSummary:
    """A page that exists («страница журнала»): its key and how many lessons were entered on it."""

    page: PageKey
    lessons: int


def read_page(connection: Connection, schema: str, page: PageKey) -> PageView:
    """Return a page as the book has it now; *connection* commits by itself.

    Raises:
        BookNotReady: the book cannot be read.

    """
    given = {"page": page.id, "group": page.group}
    with snapshot(connection, schema, JOURNAL_PAGE) as stands:
        with connection.pipeline():
            lessons = _ask(connection, schema, LESSON, _OF_PAGE, given)
            columns = _ask(connection, schema, COLUMN, _OF_LESSONS, given)
            cells = _ask(connection, schema, CELL, _OF_LESSONS, given)
            classes = _ask(connection, schema, CLASS, _OF_CLASS, given)
            moves = _ask(connection, schema, MOVE, _OF_CLASS, given)
            members = _ask(connection, schema, MEMBER, _OF_CLASS, given)
        rows = PageRows(
            _all(lessons, LessonRow._make),
            _all(columns, ColumnRow._make),
            _all(cells, CellRow._make),
            _all(classes, ClassRow._make),
            _all(moves, MoveRow._make),
            _all(members, MemberRow._make),
        )
    return page_view(page, stands.position, rows)


def read_pages(connection: Connection, schema: str, school_class: str) -> list[PageSummary]:
    """Return the pages of a class and its subgroups, by subject and period.

    Raises:
        BookNotReady: the book cannot be read.

    """
    believed(connection, schema, JOURNAL_PAGE.name)
    query = sql.SQL(
        "SELECT coalesce(subgroup, school_class), subject, period, count(*) FROM {} WHERE school_class = %s"
        " GROUP BY 1, 2, 3 ORDER BY 2, 3, 1"
    ).format(tables.place_of(schema, JOURNAL_PAGE, LESSON))
    rows = connection.execute(query, (school_class,), prepare=True)
    return [PageSummary(PageKey(group, subject, period), lessons) for group, subject, period, lessons in rows]


def find_classes(connection: Connection, schema: str, named: str) -> list[ClassRow]:
    """Return the classes with this id or this label («7А»).

    Raises:
        BookNotReady: the book cannot be read.

    """
    believed(connection, schema, JOURNAL_PAGE.name)
    query = sql.SQL("SELECT {} FROM {} AS r WHERE %s IN (r.school_class, r.label) ORDER BY r.school_year").format(
        sql.SQL(", ").join(sql.Identifier("r", column) for column in CLASS.columns),
        tables.place_of(schema, JOURNAL_PAGE, CLASS),
    )
    return [ClassRow._make(row) for row in connection.execute(query, (named,))]


def _ask(
    connection: Connection, schema: str, table: Table, condition: sql.SQL, given: dict[str, str]
) -> Cursor[tuple[object, ...]]:
    query = sql.SQL("SELECT {} FROM {} AS r {}").format(
        sql.SQL(", ").join(sql.Identifier("r", column) for column in table.columns),
        tables.place_of(schema, JOURNAL_PAGE, table),
        condition.format(lesson=tables.place_of(schema, JOURNAL_PAGE, LESSON)),
    )
    return connection.execute(query, given, prepare=True)


def _all(cursor: Cursor[tuple[object, ...]], make: Callable[[tuple[object, ...]], _Row]) -> Sequence[_Row]:
    return [make(row) for row in cursor]
