"""The class teacher states why a pupil was absent, inside the same window as every entry (JRN-071)."""

import pytest

from aggregates.journal.lesson.absences import Absence, state_reason
from aggregates.journal.lesson.corrections import Justification
from aggregates.journal.lesson.events import (
    AbsenceReasonStated,
    AttendanceChanged,
    AttendanceRecorded,
    LessonRemoved,
    MarkRecorded,
    Reason,
)
from aggregates.journal.lesson.refusals import (
    AbsenceReasonUnknown,
    EditWindowClosed,
    LessonIsRemoved,
    NotAMember,
    NothingToCorrect,
    NotMarkedAbsent,
    ReasonRequired,
    SymbolLookAlike,
)
from aggregates.journal.lesson.state import Cell
from aggregates.journal.lesson.window import Permit
from aggregates.journal.symbols import Attendance, Mark
from tests.aggregates.journal.classroom import (
    CLASS_TEACHER,
    FIRST_CLOSED_DAY,
    LAST_DAY,
    MASHA,
    OCTOBER_1,
    PLACE,
    RULE,
    STRANGER,
    by,
    given,
)

ABSENT = AttendanceRecorded(MASHA, Attendance.ABSENT)
ILL = AbsenceReasonStated(MASHA, Attendance.ABSENT, Attendance.ILLNESS)
STAMP = by(CLASS_TEACHER)


@pytest.mark.parametrize("symbol", ["УП", "Б", "НП"])
def test_an_absence_gets_its_reason(symbol):
    stated = AbsenceReasonStated(MASHA, Attendance.ABSENT, Attendance(symbol))
    outcome = given(ABSENT).when(state_reason, Absence(MASHA, symbol), PLACE, STAMP).then(stated)
    assert outcome.decided[0].rule == RULE
    assert outcome.state.standing(Cell(MASHA, None)) is Attendance(symbol)


@pytest.mark.parametrize("symbol", ["ОТ", "ОП", "4", "осв.", "болел", ""])
def test_another_symbol_is_no_reason(symbol):
    given(ABSENT).when(state_reason, Absence(MASHA, symbol), PLACE, STAMP).refused(
        AbsenceReasonUnknown, symbol=symbol, allowed="Б НП УП"
    )


def test_a_look_alike_is_refused_here_too():
    latin_h = "\u0048\u041f"
    given(ABSENT).when(state_reason, Absence(MASHA, latin_h), PLACE, STAMP).refused(SymbolLookAlike, meant="НП")


@pytest.mark.parametrize(
    "past", [(), (AttendanceRecorded(MASHA, Attendance.LATE),), (MarkRecorded(MASHA, 1, Mark.FIVE),)]
)
def test_who_was_there_has_no_absence_to_explain(past):
    given(*past).when(state_reason, Absence(MASHA, "Б"), PLACE, STAMP).refused(NotMarkedAbsent, on=OCTOBER_1)


def test_a_reason_stated_before_is_corrected_like_any_entry():
    why = Justification(Reason.MISENTRY)
    given(ABSENT, ILL).when(state_reason, Absence(MASHA, "УП", why), PLACE, STAMP).then(
        AttendanceChanged(MASHA, Attendance.ILLNESS, Attendance.VALID_REASON, Reason.MISENTRY, None)
    )
    given(ABSENT, ILL).when(state_reason, Absence(MASHA, "УП"), PLACE, STAMP).refused(ReasonRequired, symbol="Б")


@pytest.mark.parametrize("why", [Justification(Reason.ILLNESS), Justification(note="звонила мама")])
def test_the_first_reason_corrects_nothing_and_takes_no_justification(why):
    given(ABSENT).when(state_reason, Absence(MASHA, "Б", why), PLACE, STAMP).refused(NothingToCorrect, pupil=MASHA)


def test_the_same_reason_again_changes_nothing():
    given(ABSENT, ILL).when(state_reason, Absence(MASHA, "Б"), PLACE, STAMP).then()


def test_a_stranger_and_a_removed_lesson_are_refused():
    given().when(state_reason, Absence(STRANGER, "Б"), PLACE, STAMP).refused(NotAMember, pupil=STRANGER)
    given(LessonRemoved("карантин")).when(state_reason, Absence(MASHA, "Б"), PLACE, STAMP).refused(LessonIsRemoved)


def test_the_window_closes_for_reasons_of_absence_too():
    given(ABSENT).when(state_reason, Absence(MASHA, "Б"), PLACE, by(CLASS_TEACHER, LAST_DAY)).then(ILL)
    given(ABSENT).when(state_reason, Absence(MASHA, "Б"), PLACE, by(CLASS_TEACHER, FIRST_CLOSED_DAY)).refused(
        EditWindowClosed, last_day=LAST_DAY
    )


def test_a_permission_opens_it_again():
    permit = Permit("permission-1", Reason.VALID_ABSENCE)
    late = by(CLASS_TEACHER, FIRST_CLOSED_DAY)
    outcome = given(ABSENT).when(state_reason, Absence(MASHA, "Б"), PLACE, late, permit=permit).then(ILL)
    assert outcome.decided[0].permission == "permission-1"


def test_under_a_permission_its_own_ground_may_be_named_and_no_other():
    permit = Permit("permission-1", Reason.VALID_ABSENCE)
    late = by(CLASS_TEACHER, FIRST_CLOSED_DAY)
    granted, other = (Absence(MASHA, "Б", Justification(one)) for one in (Reason.VALID_ABSENCE, Reason.ILLNESS))
    given(ABSENT).when(state_reason, granted, PLACE, late, permit=permit).then(ILL)
    given(ABSENT).when(state_reason, other, PLACE, late, permit=permit).refused(NothingToCorrect)
