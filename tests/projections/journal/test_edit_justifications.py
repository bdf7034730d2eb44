"""The deputy head's register: one line for every change after the window, with all that justifies it (JRN-098)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from aggregates.journal.lesson.events import AttendanceChanged, AttendanceRecorded, MarkChanged, MarkRecorded, Reason
from aggregates.journal.permission.events import Cell, Ground
from aggregates.journal.symbols import Attendance, Mark
from ledger.document import Document
from projections.journal.edit_justifications import EDIT_JUSTIFICATIONS
from projections.journal.edit_justifications_query import Asked, read_edit_justifications
from projections.standing import BookNotReady
from tests.chronicle import LAST_DAY, OCTOBER_1, TEACHER, permit, schedule

SCHOOL = Asked("school-1")
LATE = datetime(2026, 10, 20, 9, tzinfo=UTC)


@pytest.fixture
def register(keeper_of, reader, tenant):
    keeper = keeper_of(EDIT_JUSTIFICATIONS)

    def read(asked=SCHOOL, **how):
        keeper.catch_up()
        return read_edit_justifications(reader, tenant.schema, asked, **how)

    return read


@pytest.fixture
def late_edit(chronicle):
    """A mark of 1 October corrected on the 20th by another teacher than the one who asked for the permission."""
    schedule(chronicle, "lesson-1", number=2)
    chronicle.record("lesson-lesson-1", MarkRecorded("pupil-1", 1, Mark.THREE))
    chronicle.at = LATE
    permit(chronicle, "permit-1", "pupil-1", Cell("lesson-1", 1))
    changed = MarkChanged("pupil-1", 1, Mark.THREE, Mark.FIVE, Reason.ILLNESS, None)
    return chronicle.record("lesson-lesson-1", changed, permission="permit-1", actor="teacher-9").position


def test_a_line_holds_everything_that_justifies_the_change(late_edit, register, chronicle):
    (line,) = register()
    assert (line.position, line.lesson, line.on, line.number) == (late_edit, "lesson-1", OCTOBER_1, 2)
    assert (line.school_class, line.subject, line.pupil, line.column) == ("class-7a", "mathematics", "pupil-1", 1)
    assert (line.old, line.new, line.reason, line.ground) == ("3", "5", "illness", Ground.ILLNESS)
    assert line.documents == (Document("справка", "17", date(2026, 10, 19)),)
    assert (line.permission, line.initiator, line.granted_by) == ("permit-1", TEACHER, "head-1")
    assert (line.executed_by, line.recorded_at, line.recorded_on) == ("teacher-9", chronicle.at, LATE.date())
    assert line.last_on == LAST_DAY


def test_a_change_within_the_window_is_no_line(chronicle, register):
    schedule(chronicle, "lesson-1")
    chronicle.record("lesson-lesson-1", MarkRecorded("pupil-1", 1, Mark.THREE))
    chronicle.record("lesson-lesson-1", MarkChanged("pupil-1", 1, Mark.THREE, Mark.FIVE, Reason.MISENTRY, None))
    assert register() == []


def test_a_permission_that_was_not_used_is_no_line(chronicle, register):
    permit(chronicle, "permit-1", "pupil-1", Cell("lesson-1", 1))
    assert register() == []


def test_late_attendance_is_a_line_without_a_column(chronicle, register):
    schedule(chronicle, "lesson-1")
    permit(chronicle, "permit-1", "pupil-1", Cell("lesson-1", None))
    chronicle.record("lesson-lesson-1", AttendanceRecorded("pupil-1", Attendance.ABSENT), permission="permit-1")
    changed = AttendanceChanged("pupil-1", Attendance.ABSENT, None, Reason.OTHER_VALID, None)
    chronicle.record("lesson-lesson-1", changed, permission="permit-1")
    assert [(line.column, line.old, line.new) for line in register()] == [(None, "ОТ", None), (None, None, "ОТ")]


@pytest.mark.usefixtures("late_edit")
@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"teacher": TEACHER}, True),
        ({"teacher": "teacher-9"}, True),
        ({"teacher": "teacher-2"}, False),
        ({"school_class": "class-7a"}, True),
        ({"school_class": "class-7b"}, False),
        ({"subject": "mathematics"}, True),
        ({"subject": "physics"}, False),
        ({"week": date(2026, 10, 19)}, True),
        ({"week": date(2026, 10, 25)}, True),
        ({"week": date(2026, 10, 18)}, False),
        ({"week": date(2026, 10, 26)}, False),
        ({"ground": Ground.ILLNESS}, True),
        ({"ground": Ground.RESIT}, False),
        ({"teacher": TEACHER, "ground": Ground.RESIT}, False),
    ],
)
def test_the_register_is_narrowed_by_what_the_deputy_head_asks(narrowed, found, register):
    assert bool(register(Asked("school-1", **narrowed))) is found


@pytest.mark.usefixtures("late_edit")
def test_another_schools_changes_are_not_shown(register):
    assert register(Asked("school-2")) == []


def test_pages_follow_one_another_newest_first_without_gap_or_repetition(chronicle, register):
    chronicle.at = LATE
    expected = []
    for number in range(1, 8):
        schedule(chronicle, f"lesson-{number}", on=OCTOBER_1 + timedelta(days=number))
        permit(chronicle, f"permit-{number}", "pupil-1", Cell(f"lesson-{number}", 1))
        mark = MarkRecorded("pupil-1", 1, Mark.FOUR)
        expected.append(chronicle.record(f"lesson-lesson-{number}", mark, permission=f"permit-{number}").position)
    seen, before = [], None
    while page := register(before=before, limit=3):
        assert len(page) <= 3
        seen += [line.position for line in page]
        before = seen[-1]
    assert seen == expected[::-1]


def test_a_register_that_nobody_keeps_is_not_shown_as_empty(reader, tenant):
    with pytest.raises(BookNotReady):
        read_edit_justifications(reader, tenant.schema, SCHOOL)
