"""Reading the council's decisions («чтение решений совета»): a meeting, all meetings, decisions newest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from psycopg import Connection, Cursor, sql

from projections import tables
from projections.book import Table
from projections.council.decisions import COUNCIL_DECISIONS, ITEM, MEETING, QUESTION
from projections.council.meeting_view import (
    AttendanceRow,
    BallotRow,
    DecisionView,
    ItemRow,
    MeetingRow,
    MeetingRows,
    MeetingView,
    QuestionRow,
    QuorumRow,
    decision_view,
    meeting_view,
)
from projections.snapshot import snapshot
from projections.standing import believed

PAGE_MAX = 200

_Row = TypeVar("_Row", bound=tuple[object, ...])


@dataclass(frozen=True, slots=True)
class MeetingSummary:
    """A line of the list of meetings («список заседаний»)."""

    meeting: str
    number: str
    on: date
    is_over: bool


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A line of the register of decisions («реестр решений совета»)."""

    meeting: str
    number: str
    on: date
    question: str
    item: str
    title: str
    motion: str
    presiding: str
    total: int
    present: int
    needed: int
    decision: DecisionView


def read_meeting(connection: Connection, schema: str, meeting: str) -> MeetingView | None:
    """Return a meeting as the book has it now, None if it has none; *connection* commits by itself.

    Raises:
        BookNotReady: the book cannot be read.

    """
    with snapshot(connection, schema, COUNCIL_DECISIONS) as stands:
        with connection.pipeline():
            meetings, items, attendance, quorums, questions, ballots = (
                _ask(connection, schema, table, meeting) for table in COUNCIL_DECISIONS.tables
            )
        rows = MeetingRows(
            _all(meetings, MeetingRow._make),
            _all(items, ItemRow._make),
            _all(attendance, AttendanceRow._make),
            _all(quorums, QuorumRow._make),
            _all(questions, QuestionRow._make),
            _all(ballots, BallotRow._make),
        )
    return meeting_view(stands.position, rows)


def read_meetings(connection: Connection, schema: str, council: str, *, limit: int = PAGE_MAX) -> list[MeetingSummary]:
    """Return the council's meetings, the latest day first.

    Raises:
        BookNotReady: the book cannot be read.

    """
    believed(connection, schema, COUNCIL_DECISIONS.name)
    query = sql.SQL(
        "SELECT meeting, number, held_on, is_over FROM {} WHERE council = %s ORDER BY held_on DESC, meeting LIMIT %s"
    ).format(_place(schema, MEETING))
    rows = connection.execute(query, (council, min(limit, PAGE_MAX)), prepare=True)
    return [MeetingSummary(*row) for row in rows]


_DECISIONS = sql.SQL(
    "SELECT m.number, m.held_on, i.title, {columns} FROM {question} AS q"
    " JOIN {meeting} AS m USING (meeting) JOIN {item} AS i USING (meeting, item)"
    " WHERE m.council = %(council)s AND q.position < %(before)s ORDER BY q.position DESC LIMIT %(limit)s"
)
_END = 2**63 - 1


def read_decisions(
    connection: Connection, schema: str, council: str, *, before: int = _END, limit: int = 50
) -> Sequence[DecisionLine]:
    """Return at most *limit* decisions recorded before a position (the last one of the page above), newest first.

    Raises:
        BookNotReady: the book cannot be read.

    """
    believed(connection, schema, COUNCIL_DECISIONS.name)
    query = _DECISIONS.format(
        columns=sql.SQL(", ").join(sql.Identifier("q", column) for column in QUESTION.columns),
        question=_place(schema, QUESTION),
        meeting=_place(schema, MEETING),
        item=_place(schema, ITEM),
    )
    given = {"council": council, "before": before, "limit": min(limit, PAGE_MAX)}
    return [_line(*row) for row in connection.execute(query, given, prepare=True)]


def _line(number: str, on: date, title: str, *question: Any) -> DecisionLine:
    row = QuestionRow(*question)
    decision = decision_view(row)
    assert decision is not None
    return DecisionLine(
        meeting=row.meeting,
        number=number,
        on=on,
        question=row.question,
        item=row.item,
        title=title,
        motion=row.motion,
        presiding=row.presiding,
        total=row.total,
        present=row.present,
        needed=row.needed,
        decision=decision,
    )


def _ask(connection: Connection, schema: str, table: Table, meeting: str) -> Cursor[tuple[object, ...]]:
    columns = sql.SQL(", ").join(map(sql.Identifier, table.columns))
    query = sql.SQL("SELECT {} FROM {} WHERE meeting = %s").format(columns, _place(schema, table))
    return connection.execute(query, (meeting,), prepare=True)


def _place(schema: str, table: Table) -> sql.Identifier:
    return tables.place_of(schema, COUNCIL_DECISIONS, table)


def _all(cursor: Cursor[tuple[object, ...]], make: Callable[[tuple[object, ...]], _Row]) -> Sequence[_Row]:
    return [make(row) for row in cursor]
