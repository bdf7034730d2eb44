"""What may be written in a lesson's cells, for whom, and how it is corrected (JRN-050, JRN-051, JRN-061, JRN-062)."""

import pytest

from aggregates.journal.lesson.corrections import Justification
from aggregates.journal.lesson.entries import record
from aggregates.journal.lesson.events import (
    AttendanceChanged,
    AttendanceRecorded,
    ColumnOpened,
    LessonRemoved,
    MarkChanged,
    MarkRecorded,
    MarkWithdrawn,
    Reason,
    SubstituteAppointed,
    WorkKind,
)
from aggregates.journal.lesson.refusals import (
    CellChanged,
    CellRepeated,
    ColumnNotOpened,
    GroundDiffers,
    LessonIsRemoved,
    MarkedAbsent,
    NotAMember,
    NothingToCorrect,
    NotYourLesson,
    ReasonRequired,
    SymbolLookAlike,
    SymbolNotAllowed,
)
from aggregates.journal.lesson.state import Cell, Written
from aggregates.journal.lesson.window import Permit
from aggregates.journal.symbols import Attendance, Mark
from ledger.sealing import Category, clear
from tests.aggregates.journal.classroom import (
    FIRST_CLOSED_DAY,
    MASHA,
    OCTOBER_1,
    OTHER_TEACHER,
    PETYA,
    PLACE,
    STRANGER,
    SUBSTITUTE,
    TEACHER,
    by,
    entry,
    given,
)

FOUR, FIVE = MarkRecorded(MASHA, 1, Mark.FOUR), MarkRecorded(MASHA, 1, Mark.FIVE)
ABSENT, LATE = AttendanceRecorded(MASHA, Attendance.ABSENT), AttendanceRecorded(MASHA, Attendance.LATE)
SECOND_COLUMN = ColumnOpened(2, WorkKind.CONTROL, None)
MISENTRY = Justification(Reason.MISENTRY)
PERMIT = Permit("permission-1", Reason.ILLNESS)


def test_marks_go_to_their_column_and_attendance_to_its_register():
    entries = [entry("4"), entry("ОП"), entry("осв.", PETYA)]
    given().when(record, entries, PLACE, by()).then(FOUR, LATE, MarkRecorded(PETYA, 1, Mark.EXEMPT))


@pytest.mark.parametrize("column", [1, 7, None])
def test_attendance_asks_for_no_column(column):
    given().when(record, [entry("ОТ", column=column)], PLACE, by()).then(ABSENT)


@pytest.mark.parametrize("symbol", ["6", "0", "4/5", "5+", "н", "н/а", "зач", "осв", "от", "X"])
def test_another_symbol_is_refused(symbol):
    given().when(record, [entry(symbol)], PLACE, by()).refused(
        SymbolNotAllowed, pupil=MASHA, column=1, symbol=symbol, allowed="1 2 3 4 5 осв. ОТ УП Б НП ОП"
    )


def test_a_look_alike_is_refused_with_the_symbol_that_was_meant():
    latin = "\u004f\u0054"
    given().when(record, [entry(latin)], PLACE, by()).refused(SymbolLookAlike, pupil=MASHA, symbol=latin, meant="ОТ")


def test_a_mark_asks_for_an_open_column():
    given().when(record, [entry("4", column=2)], PLACE, by()).refused(ColumnNotOpened, pupil=MASHA, column=2)
    given(SECOND_COLUMN).when(record, [entry("4", column=2)], PLACE, by()).then(MarkRecorded(MASHA, 2, Mark.FOUR))
    given().when(record, [entry("4", column=None)], PLACE, by()).refused(ColumnNotOpened, column=None)


def test_a_pupil_who_was_not_in_the_class_that_day_is_refused():
    given().when(record, [entry("4", STRANGER)], PLACE, by()).refused(NotAMember, pupil=STRANGER, on=OCTOBER_1)


def test_one_entry_that_is_refused_refuses_all():
    given().when(record, [entry("4"), entry("ы", PETYA)], PLACE, by()).refused(SymbolNotAllowed, pupil=PETYA)


@pytest.mark.parametrize("symbols", [("4", "5"), ("4", "4"), ("ОТ", "Б"), ("4", None)])
def test_a_cell_takes_one_entry_at_a_time(symbols):
    given().when(record, [entry(symbol) for symbol in symbols], PLACE, by()).refused(CellRepeated, pupil=MASHA)


def test_only_the_teacher_of_the_lesson_writes():
    given().when(record, [entry("4")], PLACE, by(OTHER_TEACHER)).refused(NotYourLesson, on=OCTOBER_1)


@pytest.mark.parametrize("teacher", [TEACHER, SUBSTITUTE])
def test_a_substitute_writes_beside_the_teacher(teacher):
    given(SubstituteAppointed(SUBSTITUTE)).when(record, [entry("4")], PLACE, by(teacher)).then(FOUR)


def test_a_removed_lesson_takes_no_entries():
    given(LessonRemoved("карантин")).when(record, [entry("4")], PLACE, by()).refused(LessonIsRemoved, on=OCTOBER_1)


def test_a_mark_is_corrected_with_its_reason_and_a_note_to_be_sealed():
    why = Justification(Reason.REASSESSMENT, "Решила задачу иначе")
    note = clear(MASHA, Category.GROUNDS, "Решила задачу иначе")
    given(FOUR).when(record, [entry("5", why=why)], PLACE, by()).then(
        MarkChanged(MASHA, 1, Mark.FOUR, Mark.FIVE, Reason.REASSESSMENT, note)
    )


@pytest.mark.parametrize("symbol", ["5", None])
def test_no_correction_without_a_reason(symbol):
    given(FOUR).when(record, [entry(symbol)], PLACE, by()).refused(
        ReasonRequired, pupil=MASHA, column=1, place="графа 1", symbol="4"
    )


@pytest.mark.parametrize("symbol", [None, ""])
def test_an_empty_symbol_withdraws_a_mark(symbol):
    outcome = given(FOUR).when(record, [entry(symbol, why=MISENTRY)], PLACE, by())
    outcome.then(MarkWithdrawn(MASHA, 1, Mark.FOUR, Reason.MISENTRY, None))
    assert outcome.state.cells == {Cell(MASHA, 1): Written(None, 3)}


def test_no_symbol_without_a_column_says_that_the_pupil_was_there_after_all():
    given(ABSENT).when(record, [entry(None, column=None, why=MISENTRY)], PLACE, by()).then(
        AttendanceChanged(MASHA, Attendance.ABSENT, None, Reason.MISENTRY, None)
    )


def test_attendance_is_corrected_as_marks_are():
    given(ABSENT).when(record, [entry("ОП", why=MISENTRY)], PLACE, by()).then(
        AttendanceChanged(MASHA, Attendance.ABSENT, Attendance.LATE, Reason.MISENTRY, None)
    )
    given(ABSENT).when(record, [entry("ОП")], PLACE, by()).refused(
        ReasonRequired, column=None, place="посещаемость", symbol="ОТ"
    )


def test_after_a_withdrawal_the_cell_is_empty_again():
    withdrawn = MarkWithdrawn(MASHA, 1, Mark.FOUR, Reason.MISENTRY, None)
    given(FOUR, withdrawn).when(record, [entry("5")], PLACE, by()).then(FIVE)


@pytest.mark.parametrize("why", [MISENTRY, Justification(note="Пояснение")])
def test_an_empty_cell_has_nothing_to_correct(why):
    given().when(record, [entry("5", why=why)], PLACE, by()).refused(NothingToCorrect, pupil=MASHA, column=1)


def test_what_stands_there_already_is_left_alone():
    given(FOUR).when(record, [entry("4"), entry(None, PETYA)], PLACE, by()).then()


@pytest.mark.parametrize("absence", ["ОТ", "УП", "Б", "НП"])
def test_a_mark_and_an_absence_exclude_each_other(absence):
    recorded = AttendanceRecorded(MASHA, Attendance(absence))
    given(recorded).when(record, [entry("4")], PLACE, by()).refused(MarkedAbsent, pupil=MASHA, attendance=absence)
    given(FOUR).when(record, [entry(absence)], PLACE, by()).refused(MarkedAbsent, attendance=absence, mark="4")
    given().when(record, [entry("4"), entry(absence)], PLACE, by()).refused(MarkedAbsent, attendance=absence)


def test_a_mark_in_another_column_excludes_an_absence_as_well():
    in_second = MarkRecorded(MASHA, 2, Mark.FOUR)
    given(SECOND_COLUMN, in_second).when(record, [entry("ОТ")], PLACE, by()).refused(MarkedAbsent, column=2)


def test_who_came_late_may_earn_a_mark_and_who_was_absent_may_be_exempt():
    given(LATE).when(record, [entry("4")], PLACE, by()).then(FOUR)
    given(ABSENT).when(record, [entry("осв.")], PLACE, by()).then(MarkRecorded(MASHA, 1, Mark.EXEMPT))


def test_the_absence_of_one_leaves_the_mark_of_another():
    given(ABSENT).when(record, [entry("4", PETYA)], PLACE, by()).then(MarkRecorded(PETYA, 1, Mark.FOUR))


def test_a_mark_gives_way_to_an_absence_in_one_go():
    given(FOUR).when(record, [entry(None, why=MISENTRY), entry("ОТ")], PLACE, by()).then(
        MarkWithdrawn(MASHA, 1, Mark.FOUR, Reason.MISENTRY, None), ABSENT
    )


def test_a_cell_that_changed_since_it_was_seen_is_refused():
    changed = MarkChanged(MASHA, 1, Mark.FOUR, Mark.THREE, Reason.MISENTRY, None)
    given(FOUR, changed).when(record, [entry("5", why=MISENTRY)], PLACE, by(), seen=2).refused(
        CellChanged, pupil=MASHA, column=1, symbol="3", version=3
    )
    given(FOUR, changed).when(record, [entry("5", why=MISENTRY)], PLACE, by(), seen=3).then(
        MarkChanged(MASHA, 1, Mark.THREE, Mark.FIVE, Reason.MISENTRY, None)
    )


def test_a_withdrawal_since_it_was_seen_is_a_change_too():
    withdrawn = MarkWithdrawn(MASHA, 1, Mark.FOUR, Reason.MISENTRY, None)
    given(FOUR, withdrawn).when(record, [entry("5")], PLACE, by(), seen=2).refused(CellChanged, symbol="", version=3)


def test_changes_of_other_cells_do_not_matter():
    other = MarkRecorded(PETYA, 1, Mark.TWO)
    given(other).when(record, [entry("5")], PLACE, by(), seen=1).then(FIVE)


def test_what_another_wrote_is_left_alone_if_it_is_what_was_meant():
    given(FOUR).when(record, [entry("4")], PLACE, by(), seen=1).then()


@pytest.mark.parametrize("stated", [None, Reason.ILLNESS])
def test_under_a_permission_its_ground_is_the_reason(stated):
    given(FOUR).when(
        record, [entry("5", why=Justification(stated))], PLACE, by(on=FIRST_CLOSED_DAY), permit=PERMIT
    ).then(MarkChanged(MASHA, 1, Mark.FOUR, Mark.FIVE, Reason.ILLNESS, None))


def test_under_a_permission_another_reason_is_refused():
    why = Justification(Reason.RESIT)
    given(FOUR).when(record, [entry("5", why=why)], PLACE, by(on=FIRST_CLOSED_DAY), permit=PERMIT).refused(
        GroundDiffers, ground="illness", reason="resit"
    )


def test_under_a_permission_a_first_entry_may_repeat_its_ground():
    why = Justification(Reason.ILLNESS)
    given().when(record, [entry("5", why=why)], PLACE, by(on=FIRST_CLOSED_DAY), permit=PERMIT).then(FIVE)
