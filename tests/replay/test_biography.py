"""A cell's biography: all that happened to it, why, and what was tried in vain."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from psycopg import sql

from aggregates.catalogue import CATALOGUE
from aggregates.journal.lesson.events import (
    AbsenceReasonStated,
    AttendanceRecorded,
    MarkChanged,
    MarkRecorded,
    MarkWithdrawn,
    Reason,
)
from aggregates.journal.permission.events import Cell
from aggregates.journal.symbols import Attendance, Mark
from ledger.document import Document
from ledger.envelope import Rule
from ledger.history import Box
from ledger.sealing import Sealed
from replay.biography import Biographies, CellKey
from replay.refused import RefusedAttempt, read_refused
from tests.chronicle import LAST_DAY, OCTOBER_1, TEACHER, permit, schedule

CELL = CellKey("lesson-1", "pupil-1", 1)


@pytest.fixture
def lived(chronicle):
    """A mark given, corrected with a sealed note, withdrawn under a permission; other cells beside it."""
    schedule(chronicle, "lesson-1")
    chronicle.record("lesson-lesson-1", MarkRecorded("pupil-1", 1, Mark.THREE), MarkRecorded("pupil-2", 1, Mark.TWO))
    chronicle.record("lesson-lesson-1", AttendanceRecorded("pupil-1", Attendance.ABSENT))
    note = Sealed("key-1", sha256(b"ciphertext").hexdigest())
    changed = MarkChanged("pupil-1", 1, Mark.THREE, Mark.FOUR, Reason.MISENTRY, note)
    chronicle.record("lesson-lesson-1", changed, box=Box(0, 0, "key-1", b"ciphertext"))
    chronicle.record("lesson-lesson-1", AbsenceReasonStated("pupil-1", Attendance.ABSENT, Attendance.ILLNESS))
    permit(chronicle, "permit-1", "pupil-1", Cell("lesson-1", 1))
    withdrawn = MarkWithdrawn("pupil-1", 1, Mark.FOUR, Reason.ILLNESS, None)
    chronicle.record("lesson-lesson-1", withdrawn, permission="permit-1", actor="teacher-9")
    return chronicle


@pytest.fixture
def biography(history):
    biographies = Biographies(history, CATALOGUE)
    return lambda cell=CELL, position=None: biographies.cell(
        cell, position=history.head() if position is None else position
    )


def test_every_change_of_the_cell_and_of_no_other_is_told(lived, biography):
    told = biography()
    assert [(step.old, step.new) for step in told.steps] == [(None, "3"), ("3", "4"), ("4", None)]
    assert told.on == OCTOBER_1


def test_a_step_tells_who_when_why_and_by_which_rule(lived, biography):
    first, second, last = biography().steps
    assert (first.actor, first.role, first.reason, first.is_noted) == (TEACHER, "teacher", None, False)
    assert (second.reason, second.is_noted, second.permission) == ("misentry", True, None)
    assert first.rule == Rule("JRN-090", 1, LAST_DAY.isoformat())
    assert (last.actor, last.recorded_at, last.recorded_on) == ("teacher-9", lived.at, lived.at.date())


def test_a_change_under_a_permission_tells_its_ground_papers_and_people(lived, biography):
    permission = biography().steps[-1].permission
    assert (permission.permission, permission.ground) == ("permit-1", "illness")
    assert permission.documents == (Document("справка", "17", date(2026, 10, 19)),)
    assert (permission.initiator, permission.granted_by) == (TEACHER, "head-1")


def test_attendance_has_a_biography_of_its_own(lived, biography):
    told = biography(replace(CELL, column=None))
    assert [(step.old, step.new) for step in told.steps] == [(None, "ОТ"), ("ОТ", "Б")]


def test_a_biography_ends_at_the_position_asked_for(lived, biography):
    positions = [step.position for step in biography().steps]
    assert len(biography(position=positions[1]).steps) == 2
    assert len(biography(position=positions[1] - 1).steps) == 1


def test_a_cell_that_never_was_has_an_empty_biography(lived, biography):
    told = biography(CellKey("lesson-9", "pupil-1", 1))
    assert (told.steps, told.on) == ((), None)


def test_refused_attempts_on_the_cell_are_told_up_to_the_moment(tenant, reader):
    at = datetime(2026, 10, 20, 9, tzinfo=UTC)
    touched = ["lesson-lesson-1/pupil-1/1", "lesson-lesson-1/pupil-2/1", "lesson-lesson-1/pupil-1/attendance"]
    for number, name in enumerate(touched):
        query = sql.SQL(
            "INSERT INTO {} (id, at, actor, verb, command, code, requirement, touched, details)"
            " VALUES (%s, %s, 'teacher-1', 'RecordMarks', %s, 'lesson.edit-window-closed', 'JRN-090', %s, '')"
        ).format(sql.Identifier(tenant.schema, "refusal"))
        reader.execute(query, (UUID(int=number), at, UUID(int=7), [name]))

    def refused(column, until):
        return read_refused(reader, tenant.schema, lesson="lesson-1", pupil="pupil-1", column=column, until=until)

    expected = RefusedAttempt(at, "teacher-1", "RecordMarks", str(UUID(int=7)), "lesson.edit-window-closed", "JRN-090")
    assert refused(1, at) == refused(None, at) == [expected]
    assert refused(1, at - timedelta(microseconds=1)) == []
    assert refused(2, at) == []
