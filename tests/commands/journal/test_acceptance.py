"""Acceptance scenarios of the journal, by their numbers: AT-01, AT-03, AT-12, AT-19(c)."""

from datetime import date

import pytest
from pydantic import ValidationError

from aggregates.journal.lesson.events import (
    AbsenceReasonStated,
    AttendanceRecorded,
    LessonRemoved,
    LessonScheduled,
    MarkChanged,
    MarkRecorded,
    Reason,
)
from aggregates.journal.lesson.refusals import EditWindowClosed, HasEntries, LessonIsRemoved, NotAMember
from aggregates.journal.lesson.state import LESSON
from aggregates.journal.page.events import LessonUnlisted
from aggregates.journal.permission.events import Cell, PermissionGranted, PermissionRequested, PermissionUsed
from aggregates.journal.permission.refusals import CellNotCovered, DocumentRequired
from aggregates.journal.symbols import Attendance, Mark
from aggregates.rights import NotPermitted
from commands.journal import remove_lesson, remove_pupil
from commands.journal.remove_lesson import RemoveLesson
from ledger.envelope import Rule
from tests.commands.journal.conftest import ORDER

OCTOBER_1, OCTOBER_2, OCTOBER_6 = date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 6)
CORRECTION = {"reason": Reason.MISENTRY}


def test_at_01_marks_and_attendance_are_corrected_to_the_last_minute_of_the_fourteenth_day(school):
    masha, petya = school.people["P1"], school.people["P2"]
    school.clock("2026-10-01 12:00")
    school.mark(OCTOBER_1, ("P1", "4"), ("P2", "ОТ"))

    school.clock("2026-10-15 23:59")
    school.mark(OCTOBER_1, ("P1", "5", CORRECTION))
    school.state_reason("P2", "Б", OCTOBER_1)

    assert school.of_lesson(OCTOBER_1)[1:] == [
        MarkRecorded(masha, 1, Mark.FOUR),
        AttendanceRecorded(petya, Attendance.ABSENT),
        MarkChanged(masha, 1, Mark.FOUR, Mark.FIVE, Reason.MISENTRY, None),
        AbsenceReasonStated(petya, Attendance.ABSENT, Attendance.ILLNESS),
    ]

    school.clock("2026-10-16 00:00")
    with pytest.raises(EditWindowClosed) as refused:
        school.mark(OCTOBER_1, ("P1", "3", CORRECTION))
    assert refused.value.details["last_day"] == date(2026, 10, 15)


def test_at_03_a_late_change_needs_documents_and_the_heads_consent(school):
    school.clock("2026-10-01 12:00")
    school.mark(OCTOBER_1, ("P1", "4"))
    permission = school.new_id()

    school.clock("2026-10-20 10:00")
    with pytest.raises(DocumentRequired):
        school.request(permission, "P1", OCTOBER_1, documents=())
    school.request(permission, "P1", OCTOBER_1)
    with pytest.raises(NotPermitted):
        school.grant(permission, by="DEP")
    school.grant(permission)

    school.mark(OCTOBER_1, ("P1", "5"), permission=permission)
    *_, metadata = school.metadata(f"lesson-{school.lessons['mathematics', OCTOBER_1]}")
    assert (metadata.permission, metadata.rule) == (permission, Rule("JRN-090", 1, "2026-10-15"))
    assert school.of_lesson(OCTOBER_1)[-1] == MarkChanged(
        school.people["P1"], 1, Mark.FOUR, Mark.FIVE, Reason.ILLNESS, None
    )

    with pytest.raises(EditWindowClosed):
        school.mark(OCTOBER_2, ("P1", "5"))
    with pytest.raises(CellNotCovered):
        school.mark(OCTOBER_2, ("P1", "5"), permission=permission)

    requested, granted, used = school.recorded(f"permission-{permission}")
    assert isinstance(requested, PermissionRequested)
    assert granted == PermissionGranted(None)
    assert used == PermissionUsed(Cell(school.lessons["mathematics", OCTOBER_1], 1))


def test_at_12_only_the_administrator_removes_a_lesson_and_only_an_empty_one(school, history):
    school.clock("2026-10-06 12:00")
    school.mark(OCTOBER_1, ("P1", "4"))
    held, not_held = school.lessons["mathematics", OCTOBER_1], school.lessons["mathematics", OCTOBER_6]

    with pytest.raises(NotPermitted):
        school.perform("T-M", remove_lesson, RemoveLesson(lesson=not_held, reason="карантин"))
    with pytest.raises(HasEntries):
        school.perform("ADM", remove_lesson, RemoveLesson(lesson=held, reason="карантин"))
    with pytest.raises(ValidationError):
        RemoveLesson(lesson=not_held, reason=" ")

    before = history.head()
    school.perform("ADM", remove_lesson, RemoveLesson(lesson=not_held, reason="карантин"))
    assert school.of_lesson(OCTOBER_6)[-1] == LessonRemoved("карантин")
    assert school.recorded(f"page-{school.class_5a}.mathematics.q1")[-1] == LessonUnlisted(not_held)

    with pytest.raises(LessonIsRemoved):
        school.mark(OCTOBER_6, ("P1", "4"))
    (then,) = (one.event for one in history.stream(LESSON.stream(not_held), up_to=before))
    assert isinstance(then, LessonScheduled)


def test_at_19_c_the_roster_of_the_lessons_day_decides(school):
    thirteenth, seventeenth = date(2026, 11, 13), date(2026, 11, 17)
    school.clock("2026-11-10 09:00")
    school.schedule(*(school.planned(on, period="q2") for on in (thirteenth, seventeenth)))
    leaving = remove_pupil.RemovePupil(
        school_class=school.class_5a, pupil=school.people["P1"], last_on=date(2026, 11, 15), order=ORDER
    )
    school.perform("SEC", remove_pupil, leaving)
    school.enrol(school.class_5b, "P1", from_on=date(2026, 11, 16))

    school.clock("2026-11-17 12:00")
    with pytest.raises(NotAMember) as refused:
        school.mark(seventeenth, ("P1", "4"))
    assert refused.value.details == {"pupil": school.people["P1"], "on": seventeenth}

    school.clock("2026-11-27 12:00")
    school.mark(thirteenth, ("P1", "4"))
    school.clock("2026-11-28 00:00")
    with pytest.raises(EditWindowClosed):
        school.mark(thirteenth, ("P1", "5", CORRECTION))
