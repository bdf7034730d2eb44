"""What the journal page shows of what was recorded."""

from datetime import date

import pytest

from aggregates.journal.lesson.events import (
    AbsenceReasonStated,
    AttendanceChanged,
    AttendanceRecorded,
    ColumnOpened,
    HomeworkAssigned,
    LessonRemoved,
    MarkChanged,
    MarkRecorded,
    MarkWithdrawn,
    Reason,
    SubstituteAppointed,
    TopicRecorded,
    WorkKind,
)
from aggregates.journal.page.events import LessonListed
from aggregates.journal.school_class.events import PupilJoined, PupilLeft, SubgroupFormed
from aggregates.journal.symbols import Attendance, Mark
from projections.journal.page_query import find_classes, read_page, read_pages
from projections.journal.page_view import ColumnView, PageKey, PupilView
from tests.chronicle import LAST_DAY, OCTOBER_1, ORDER, TEACHER, form_class, schedule, scheduled

CLASS = "class-7a"
PAGE = PageKey(CLASS, "mathematics", "quarter-1")
LESSON = "lesson-lesson-1"
SEPTEMBER_1 = date(2026, 9, 1)


@pytest.fixture
def lesson(chronicle):
    form_class(chronicle, CLASS, ["pupil-1", "pupil-2"])
    schedule(chronicle, "lesson-1")
    return lambda *events, **how: chronicle.record(LESSON, *events, **how)


@pytest.fixture
def page(keeper, reader, tenant):
    def read(key=PAGE):
        keeper.catch_up()
        return read_page(reader, tenant.schema, key)

    return read


def symbols(view):
    return {(cell.pupil, cell.column): cell.symbol for cell in view.cells}


def test_a_cell_tells_who_wrote_it_when_and_until_when_it_may_be_written(lesson, page, chronicle):
    lesson(MarkRecorded("pupil-1", 1, Mark.FOUR))
    (cell,) = page().cells
    assert (cell.recorded_by, cell.recorded_at, cell.last_on) == (TEACHER, chronicle.at, LAST_DAY)
    assert (cell.version, cell.permission, cell.corrected) == (2, None, False)


def test_a_corrected_cell_shows_its_new_mark_and_the_permission(lesson, page):
    lesson(MarkRecorded("pupil-1", 1, Mark.FOUR))
    lesson(MarkChanged("pupil-1", 1, Mark.FOUR, Mark.FIVE, Reason.RESIT, None), permission="permit-1")
    (cell,) = page().cells
    assert (cell.symbol, cell.version, cell.permission, cell.corrected) == ("5", 3, "permit-1", True)


def test_a_withdrawn_mark_leaves_the_page_and_may_be_given_anew(lesson, page):
    lesson(MarkRecorded("pupil-1", 1, Mark.FOUR))
    page()
    lesson(MarkWithdrawn("pupil-1", 1, Mark.FOUR, Reason.MISENTRY, None))
    assert symbols(page()) == {}
    lesson(MarkRecorded("pupil-1", 1, Mark.TWO))
    assert symbols(page()) == {("pupil-1", 1): "2"}


def test_attendance_stands_beside_the_marks(lesson, page):
    lesson(AttendanceRecorded("pupil-1", Attendance.LATE), MarkRecorded("pupil-1", 1, Mark.EXEMPT))
    lesson(AttendanceRecorded("pupil-2", Attendance.ABSENT))
    lesson(AbsenceReasonStated("pupil-2", Attendance.ABSENT, Attendance.ILLNESS))
    assert symbols(page()) == {("pupil-1", None): "ОП", ("pupil-1", 1): "осв.", ("pupil-2", None): "Б"}


def test_a_pupil_present_after_all_has_no_entry(lesson, page):
    lesson(AttendanceRecorded("pupil-2", Attendance.ABSENT))
    lesson(AttendanceChanged("pupil-2", Attendance.ABSENT, None, Reason.MISENTRY, None))
    assert symbols(page()) == {}


def test_a_lesson_shows_topic_homework_columns_and_the_substitute(lesson, page):
    lesson(TopicRecorded("Дроби", late=False), HomeworkAssigned("№ 17\n«а»\t\\N", late=True))
    page()
    lesson(ColumnOpened(2, WorkKind.CONTROL, "Контрольная № 1"), SubstituteAppointed("teacher-3"))
    (view,) = page().lessons
    assert (view.topic, view.topic_late, view.homework, view.homework_late) == ("Дроби", False, "№ 17\n«а»\t\\N", True)
    assert view.columns == (ColumnView(1, None, None), ColumnView(2, "control", "Контрольная № 1"))
    assert (view.teacher, view.substitute, view.version) == (TEACHER, "teacher-3", 5)


def test_a_removed_lesson_is_not_on_the_page_nor_are_its_cells(lesson, page):
    lesson(MarkRecorded("pupil-1", 1, Mark.FOUR))
    lesson(LessonRemoved("карантин"))
    assert (page().lessons, page().cells) == ((), ())


def test_lessons_stand_by_date_and_number(chronicle, page):
    schedule(chronicle, "later", on=date(2026, 10, 2), number=1)
    schedule(chronicle, "second", number=3)
    schedule(chronicle, "first", number=2)
    assert [lesson.lesson for lesson in page().lessons] == ["first", "second", "later"]


@pytest.mark.usefixtures("lesson")
def test_the_list_tells_when_a_pupil_belonged_to_the_class(chronicle, page):
    left, back = date(2026, 10, 5), date(2026, 11, 9)
    chronicle.record(f"class-{CLASS}", PupilLeft("pupil-1", left, ORDER), PupilJoined("pupil-1", back, ORDER))
    assert page().pupils == (
        PupilView("pupil-1", SEPTEMBER_1, left),
        PupilView("pupil-2", SEPTEMBER_1, None),
        PupilView("pupil-1", back, None),
    )


@pytest.mark.usefixtures("lesson")
def test_a_subgroup_has_a_page_of_its_own_with_its_own_pupils(chronicle, page, reader, tenant):
    chronicle.record(
        f"class-{CLASS}", SubgroupFormed("sub-1", "mathematics", "первая подгруппа", ("pupil-2",), OCTOBER_1)
    )
    listed = LessonListed("lesson-2", OCTOBER_1, 2)
    apart = scheduled(CLASS, number=2, subgroup="sub-1")
    chronicle.record("lesson-lesson-2", apart, also=("page-sub-1.mathematics.quarter-1", listed))
    view = page(PageKey("sub-1", "mathematics", "quarter-1"))
    assert [line.pupil for line in view.pupils] == ["pupil-2"]
    assert view.label == "7А, первая подгруппа"
    assert [lesson.lesson for lesson in page().lessons] == ["lesson-1"]
    pages = read_pages(reader, tenant.schema, CLASS)
    assert [(one.page.group, one.lessons) for one in pages] == [(CLASS, 1), ("sub-1", 1)]


def test_a_page_without_lessons_still_lists_the_class(chronicle, page):
    form_class(chronicle, CLASS, ["pupil-1"])
    view = page(PageKey(CLASS, "physics", "quarter-1"))
    assert (view.label, [line.pupil for line in view.pupils], view.lessons) == ("7А", ["pupil-1"], ())


def test_a_class_is_found_by_its_label_and_by_its_id(chronicle, page, reader, tenant):
    form_class(chronicle, CLASS, [])
    page()
    for named in ("7А", CLASS):
        assert [one.school_class for one in find_classes(reader, tenant.schema, named)] == [CLASS]
    assert find_classes(reader, tenant.schema, "7Б") == []
