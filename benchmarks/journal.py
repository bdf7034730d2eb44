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
from ledger.envelope import Metadata, Rule
from ledger.event import Event
from ledger.stamp import instant
from ledger.postgres.tenants import Tenant
from projections.journal.page_view import PageKey

SMALL, LARGE = 100_000, 1_000_000
_START = datetime(2026, 9, 1, 4, tzinfo=UTC)
_CLASSES, _SUBJECTS, _PUPILS, _LESSONS_A_PAGE = 8, 10, 27, 36
_LATER = 50
"""Lessons after which a mark is corrected."""
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
    chance, entropy, waiting = Random(1), SeededEntropy("journal"), []
    pupils = [[entropy.identifier() for _ in range(_PUPILS)] for _ in range(_CLASSES)]
    for number in count():
        group, subject, period = number % _CLASSES, number // _CLASSES % _SUBJECTS, number // (
            _CLASSES * _SUBJECTS * _LESSONS_A_PAGE
        )
        page = PageKey(_class(group), f"subject-{subject}", f"period-{period}")
        lesson, on = entropy.identifier(), (_START + timedelta(minutes=number)).date()
        stream, place = f"lesson-{lesson}", 1 + number % 6
        scheduled = LessonScheduled(_class(99), page.group, None, page.subject, page.period, on, place, _class(50))
        column = 1 + number // (_CLASSES * _SUBJECTS) % _LESSONS_A_PAGE
        yield [(stream, 1, scheduled), (f"page-{page.id}", column, LessonListed(lesson, on, place))]
        yield [(stream, 2, TopicRecorded("Сложение дробей", late=False)), (stream, 3, HomeworkAssigned("№ 17", late=False))]
        marks = [(pupil, chance.choice(list(Mark)[:5])) for pupil in pupils[group]]
        yield [(stream, 4 + n, _entry(pupil, mark, chance)) for n, (pupil, mark) in enumerate(marks)]
        waiting.append((stream, 4 + len(marks), *marks[0]))
        if len(waiting) > _LATER:
            stream, version, pupil, old = waiting.pop(0)
            if old is not Mark.FIVE:
                yield [(stream, version, MarkChanged(pupil, 1, old, Mark.FIVE, Reason.MISENTRY, None))]
