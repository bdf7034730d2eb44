"""A lesson in the timetable: its teacher, topic, homework, columns, and its removal when it was not held."""

from datetime import date

import pytest

from aggregates.journal.lesson.decisions import (
    appoint_substitute,
    assign_homework,
    open_column,
    record_topic,
    remove,
    schedule,
)
from aggregates.journal.lesson.events import (
    AttendanceRecorded,
    ColumnOpened,
    HomeworkAssigned,
    LessonRemoved,
    MarkRecorded,
    MarkWithdrawn,
    Reason,
    SubstituteAppointed,
    TopicRecorded,
    WorkKind,
)
from aggregates.journal.lesson.refusals import (
    AlreadyScheduled,
    ColumnAlreadyOpened,
    HasEntries,
    LessonIsRemoved,
    NotInRussian,
    NotYourLesson,
    WorkTopicRequired,
)
from aggregates.journal.lesson.state import LESSON, page_of
from aggregates.journal.symbols import Attendance, Mark
from tests import scenario
from tests.aggregates.journal.classroom import (
    CLASS_5A,
    LESSON_ID,
    MASHA,
    OCTOBER_1,
    OTHER_TEACHER,
    SCHEDULED,
    SUBSTITUTE,
    TEACHER,
    given,
)

OCTOBER_2 = date(2026, 10, 2)
YEAR_END = date(2027, 5, 28)
REMOVED = LessonRemoved("карантин")
FOUR = MarkRecorded(MASHA, 1, Mark.FOUR)


def test_a_new_lesson_stands_in_the_timetable_with_one_column():
    outcome = scenario.given(LESSON).when(schedule, SCHEDULED, LESSON_ID).then(SCHEDULED)
    assert (outcome.state.columns, outcome.state.teacher, outcome.state.on) == ({1}, TEACHER, OCTOBER_1)


def test_a_lesson_is_scheduled_once():
    given().when(schedule, SCHEDULED, LESSON_ID).refused(AlreadyScheduled, lesson=LESSON_ID)


def test_a_teacher_enters_no_lessons_but_the_own():
    new = scenario.given(LESSON)
    new.when(schedule, SCHEDULED, LESSON_ID, own_only=TEACHER).then(SCHEDULED)
    new.when(schedule, SCHEDULED, LESSON_ID, own_only=OTHER_TEACHER).refused(NotYourLesson, on=OCTOBER_1)


def test_the_page_is_that_of_the_class_or_of_the_subgroup():
    assert page_of(given().state) == page_of(SCHEDULED) == f"{CLASS_5A}.mathematics.q1"
    in_subgroup = scenario.given(LESSON, scheduled_in("subgroup-1")).state
    assert in_subgroup.page == "subgroup-1.mathematics.q1"


def scheduled_in(subgroup):
    fields = {name: getattr(SCHEDULED, name) for name in SCHEDULED.__struct_fields__}
    return type(SCHEDULED)(**{**fields, "subgroup": subgroup})


def test_a_substitute_is_appointed_and_dismissed_by_naming_the_teacher():
    given().when(appoint_substitute, SUBSTITUTE).then(SubstituteAppointed(SUBSTITUTE))
    given().when(appoint_substitute, TEACHER).then()
    replaced = given(SubstituteAppointed(SUBSTITUTE))
    replaced.when(appoint_substitute, SUBSTITUTE).then()
    back = SubstituteAppointed(TEACHER)
    replaced.when(appoint_substitute, TEACHER).then(back)
    given(SubstituteAppointed(SUBSTITUTE), back).when(record_topic, SUBSTITUTE, "Дроби", OCTOBER_1).refused(
        NotYourLesson
    )


@pytest.mark.parametrize(("today", "late"), [(OCTOBER_1, False), (OCTOBER_2, True), (YEAR_END, True)])
def test_topic_and_homework_may_be_written_at_any_time_and_are_late_after_the_lessons_day(today, late):
    given().when(record_topic, TEACHER, "Дроби", today).then(TopicRecorded("Дроби", late))
    given().when(assign_homework, TEACHER, "Выучить правило", today).then(HomeworkAssigned("Выучить правило", late))


@pytest.mark.parametrize("decision", [record_topic, assign_homework])
def test_entries_are_in_russian(decision):
    given().when(decision, TEACHER, "Present Simple", OCTOBER_1).refused(NotInRussian, text="Present Simple")
    given().when(decision, TEACHER, "№ 12", OCTOBER_1).refused(NotInRussian)
    mixed = given().when(decision, TEACHER, "Настоящее простое время (Present Simple)", OCTOBER_1)
    assert len(mixed.decided) == 1


def test_a_refused_text_is_repeated_in_part_only():
    given().when(record_topic, TEACHER, "x" * 4000, OCTOBER_1).refused(NotInRussian, text="x" * 60)


@pytest.mark.parametrize("decision", [record_topic, assign_homework])
def test_topic_and_homework_are_the_teachers_and_not_of_a_removed_lesson(decision):
    given().when(decision, OTHER_TEACHER, "Дроби", OCTOBER_1).refused(NotYourLesson)
    given(REMOVED).when(decision, TEACHER, "Дроби", OCTOBER_1).refused(LessonIsRemoved)


def test_the_same_text_again_changes_nothing():
    given(TopicRecorded("Дроби", False)).when(record_topic, TEACHER, "Дроби", OCTOBER_2).then()
    given(HomeworkAssigned("№ 5 и правило", False)).when(assign_homework, TEACHER, "№ 5 и правило", OCTOBER_2).then()


def test_a_second_column_opens_once():
    second = ColumnOpened(2, WorkKind.CONTROL, "Контрольная работа")
    given().when(open_column, TEACHER, 2, WorkKind.CONTROL, "Контрольная работа").then(second)
    given(second).when(open_column, TEACHER, 2, WorkKind.TEST, None).refused(ColumnAlreadyOpened, column=2)
    given().when(open_column, TEACHER, 1, WorkKind.TEST, None).refused(ColumnAlreadyOpened, column=1)
    given().when(open_column, OTHER_TEACHER, 2, WorkKind.TEST, None).refused(NotYourLesson)


@pytest.mark.parametrize("kind", WorkKind)
def test_a_control_practical_or_laboratory_work_names_its_topic(kind):
    named = {WorkKind.CONTROL, WorkKind.PRACTICAL, WorkKind.LABORATORY}
    outcome = given().when(open_column, TEACHER, 2, kind, None)
    if kind in named:
        outcome.refused(WorkTopicRequired, column=2)
    else:
        outcome.then(ColumnOpened(2, kind, None))


def test_a_works_topic_is_in_russian():
    given().when(open_column, TEACHER, 2, WorkKind.TEST, "Present Simple").refused(NotInRussian)


def test_a_lesson_that_was_not_held_is_removed_once():
    assert given().when(remove, "карантин").then(REMOVED).state.is_removed
    given(REMOVED).when(remove, "карантин").refused(LessonIsRemoved)
    given(REMOVED).when(appoint_substitute, SUBSTITUTE).refused(LessonIsRemoved)


@pytest.mark.parametrize("entry", [FOUR, AttendanceRecorded(MASHA, Attendance.LATE)])
def test_marks_and_attendance_prove_that_a_lesson_was_held(entry):
    given(entry).when(remove, "карантин").refused(HasEntries, on=OCTOBER_1, count=1)


def test_a_withdrawn_mark_proves_nothing():
    withdrawn = MarkWithdrawn(MASHA, 1, Mark.FOUR, Reason.MISENTRY, None)
    given(FOUR, withdrawn).when(remove, "карантин").then(REMOVED)
