"""Reading the register of edit justifications («чтение реестра обоснований изменений»): newest first, by pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from psycopg import Connection, sql

from aggregates.journal.permission.events import Ground
from ledger.document import Document
from projections import tables
from projections.journal.cell_change import ATTENDANCE
from projections.journal.edit_justifications import CHANGE, EDIT_JUSTIFICATIONS, LESSON, PERMISSION
from projections.standing import believed

PAGE_MAX = 200
_DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """What the deputy head wants to see; what is not said is not filtered.

    `teacher` is whoever made the change or asked for it; `week` is any day of the week in which the change was made.
    """

    institution: str
    teacher: str | None = None
    school_class: str | None = None
    subject: str | None = None
    week: date | None = None
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class JustifiedEdit:
    """A line of the register («обоснованное изменение»).

    `column` is None for attendance, `old` for a first entry, `new` for a withdrawal; `last_on` is the day on which
    the edit window had closed.
    """

    position: int
    lesson: str
    on: date
    number: int
    school_class: str
    subject: str
    pupil: str
    column: int | None
    old: str | None
    new: str | None
    reason: str | None
    ground: Ground
    documents: tuple[Document, ...]
    permission: str
    initiator: str
    requested_on: date
    granted_by: str
    granted_on: date
    executed_by: str
    recorded_at: datetime
    recorded_on: date
    last_on: date | None


_QUERY = sql.SQL(
    """
    SELECT c.position, c.lesson, l.held_on, l.number, p.school_class, p.subject, c.pupil, c.number, c.old, c.new,
        c.reason, p.ground, p.documents::text, c.permission, p.initiator, p.requested_on, p.granted_by, p.granted_on,
        c.executed_by, c.recorded_at, c.recorded_on, c.last_on
    FROM {change} AS c JOIN {permission} AS p USING (permission) JOIN {lesson} AS l USING (lesson)
    WHERE {conditions} ORDER BY c.position DESC LIMIT %(limit)s
    """
)
_CONDITIONS = {
    "institution": sql.SQL("p.institution = %(institution)s"),
    "before": sql.SQL("c.position < %(before)s"),
    "teacher": sql.SQL("%(teacher)s IN (c.executed_by, p.initiator)"),
    "school_class": sql.SQL("p.school_class = %(school_class)s"),
    "subject": sql.SQL("p.subject = %(subject)s"),
    "monday": sql.SQL("c.recorded_on BETWEEN %(monday)s AND %(sunday)s"),
    "ground": sql.SQL("p.ground = %(ground)s"),
}
_documents = msgspec.json.Decoder(tuple[Document, ...])


def read_edit_justifications(
    connection: Connection, schema: str, asked: Asked, *, before: int | None = None, limit: int = 50
) -> Sequence[JustifiedEdit]:
    """Return at most *limit* lines recorded before a position (the last one of the page above).

    Raises:
        BookNotReady: the book cannot be read.

    """
    believed(connection, schema, EDIT_JUSTIFICATIONS.name)
    given = {name: value for name, value in _given(asked, before).items() if value is not None}
    query = _QUERY.format(
        change=tables.place_of(schema, EDIT_JUSTIFICATIONS, CHANGE),
        permission=tables.place_of(schema, EDIT_JUSTIFICATIONS, PERMISSION),
        lesson=tables.place_of(schema, EDIT_JUSTIFICATIONS, LESSON),
        conditions=sql.SQL(" AND ").join(_CONDITIONS[name] for name in given if name in _CONDITIONS),
    )
    rows = connection.execute(query, {**given, "limit": min(limit, PAGE_MAX)})
    return [_line(*row) for row in rows]


def _given(asked: Asked, before: int | None) -> dict[str, Any]:
    monday = None if asked.week is None else asked.week - timedelta(days=asked.week.weekday())
    return {
        "institution": asked.institution,
        "before": before,
        "teacher": asked.teacher,
        "school_class": asked.school_class,
        "subject": asked.subject,
        "monday": monday,
        "sunday": None if monday is None else monday + timedelta(days=_DAYS_IN_WEEK - 1),
        "ground": None if asked.ground is None else asked.ground.value,
    }


def _line(*row: Any) -> JustifiedEdit:
    number, ground, documents = row[7], row[11], row[12]
    values = list(row)
    values[7] = None if number == ATTENDANCE else number
    values[11:13] = Ground(ground), _documents.decode(documents)
    return JustifiedEdit(*values)
