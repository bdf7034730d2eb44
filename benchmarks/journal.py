"""A school's journal for reading: lessons with topics, marks, absences and corrections, filled in by COPY."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from uuid import UUID

import psycopg
from psycopg import Connection, sql

from aggregates.catalogue import CATALOGUE
from aggregates.journal.lesson.events import (
    AttendanceRecorded,
    HomeworkAssigned,
    LessonScheduled,
    MarkChanged,
    MarkRecorded,
    Reason,
    TopicRecorded,
)
from aggregates.journal.page.events import LessonListed
from aggregates.journal.symbols import Attendance, Mark
from api.entropy import SeededEntropy
from benchmarks.ground import Ground
from benchmarks.samples import ACTOR, RULE
from ledger.envelope import Metadata
from ledger.event import Event
from ledger.postgres.tenants import Tenant
from ledger.stamp import instant
from projections.journal.page_view import PageKey

SMALL, LARGE = 100_000, 1_000_000
_START = datetime(2026, 9, 1, 4, tzinfo=UTC)
_CLASSES, _SUBJECTS, _PUPILS, _LESSONS_A_PAGE = 8, 10, 27, 36
_LATER = 50
"""Lessons after which a mark is corrected."""
_ABSENT = 0.08
_MARKS = (Mark.TWO, Mark.THREE, Mark.FOUR, Mark.FIVE)
_EVENT = "COPY {}.event (position, recorded_at, version, stream, name, bytes) FROM STDIN (FORMAT binary)"
_COMMAND = "COPY {}.command (id, position, n, digest) FROM STDIN (FORMAT binary)"

Told = tuple[str, int, Event]
"""A stream, a version in it, an event."""


def school(ground: Ground, events: int) -> Tenant:
    """Return the tenant with about so many events, filled once a run; a larger one begins as a smaller one does."""
    name = f"journal_{events}"
    if name not in ground.kept:
        tenant = ground.keep(name)
        with psycopg.connect(tenant.dsn or "", autocommit=True) as connection:
            _fill(connection, sql.Identifier(tenant.schema), events)
            connection.execute(sql.SQL("VACUUM (FREEZE, ANALYZE) {}.event").format(sql.Identifier(tenant.schema)))
    return ground.kept[name]


def first_page() -> PageKey:
    """Return a page of the first weeks, whole also in the smallest school."""
    return PageKey(_class(0), "subject-0", "period-0")


def _class(number: int) -> str:
    return str(UUID(int=number + 1))


def _commands() -> Iterator[Sequence[Told]]:
    """Yield what is recorded, command by command, without end."""
    chance, entropy = Random(1), SeededEntropy("journal")
    waiting: list[Sequence[Told]] = []
    pupils = [[entropy.identifier() for _ in range(_PUPILS)] for _ in range(_CLASSES)]
    for number in count():
        stream, pupil = f"lesson-{entropy.identifier()}", pupils[number % _CLASSES]
        yield _scheduled(stream, number)
        topic, homework = TopicRecorded("Сложение дробей", late=False), HomeworkAssigned("№ 17", late=False)
        yield [(stream, 2, topic), (stream, 3, homework)]
        yield [(stream, 4, MarkRecorded(pupil[0], 1, Mark.THREE)), *_entries(stream, pupil[1:], chance)]
        corrected = MarkChanged(pupil[0], 1, Mark.THREE, Mark.FOUR, Reason.MISENTRY, None)
        waiting.append([(stream, 4 + _PUPILS, corrected)])
        if len(waiting) > _LATER:
            yield waiting.pop(0)


def _scheduled(stream: str, number: int) -> Sequence[Told]:
    group, turn = number % _CLASSES, number // _CLASSES
    page = PageKey(_class(group), f"subject-{turn % _SUBJECTS}", f"period-{turn // _SUBJECTS // _LESSONS_A_PAGE}")
    on, place = (_START + timedelta(minutes=number)).date(), 1 + number % 6
    scheduled = LessonScheduled("year-1", page.group, None, page.subject, page.period, on, place, "teacher-1")
    listed = LessonListed(stream.removeprefix("lesson-"), on, place)
    return [(stream, 1, scheduled), (f"page-{page.id}", 1 + turn // _SUBJECTS % _LESSONS_A_PAGE, listed)]


def _entries(stream: str, pupils: Sequence[str], chance: Random) -> Iterator[Told]:
    for version, pupil in enumerate(pupils, start=5):
        if chance.random() < _ABSENT:
            yield stream, version, AttendanceRecorded(pupil, Attendance.ABSENT)
        else:
            yield stream, version, MarkRecorded(pupil, 1, chance.choice(_MARKS))


def _fill(connection: Connection, schema: sql.Identifier, events: int) -> None:
    """Write the events and their commands."""
    done: list[tuple[UUID, int, int, bytes]] = []
    position = 0
    with connection.cursor() as cursor, cursor.copy(sql.SQL(_EVENT).format(schema)) as copy:
        copy.set_types(["int8", "timestamptz", "int4", "text", "text", "bytea"])
        for number, told in enumerate(_commands()):
            command, at = UUID(int=number), _START + timedelta(seconds=number)
            for stream, version, event in told:
                position += 1
                copy.write_row(
                    (position, at, version, stream, event.name, _encoded(stream, version, event, command, at))
                )
            done.append((command, position, len(told), bytes(32)))
            if position >= events:
                break
    with connection.cursor() as cursor, cursor.copy(sql.SQL(_COMMAND).format(schema)) as copy:
        copy.set_types(["uuid", "int8", "int4", "bytea"])
        for row in done:
            copy.write_row(row)


def _encoded(stream: str, version: int, event: Event, command: UUID, at: datetime) -> bytes:
    metadata = Metadata(
        stream=stream,
        version=version,
        recorded_at=instant(at),
        recorded_on=at.date(),
        actor=ACTOR,
        role="teacher",
        command=str(command),
        cause=None,
        permission=None,
        rule=RULE,
    )
    return CATALOGUE.encode(metadata, event)
