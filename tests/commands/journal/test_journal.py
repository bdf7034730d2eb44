"""The journal at work on a real ledger: what is recorded together, what is refused, what a repeat gets."""

from datetime import date

import pytest

from aggregates.journal.lesson.events import AbsenceReasonStated, LessonScheduled, MarkRecorded, Reason, WorkKind
from aggregates.journal.lesson.refusals import (
    AlreadyScheduled,
    CellChanged,
    EditWindowClosed,
    LessonUnknown,
    NotAMember,
    NotYourLesson,
    SymbolNotAllowed,
    TooFarAhead,
)
from aggregates.journal.page.events import LessonListed
from aggregates.journal.page.refusals import NumberTaken
from aggregates.journal.permission.refusals import (
    AlreadyDecided,
    CellAlreadyUsed,
    Expired,
    NotGranted,
    NotYourPupil,
    PermissionUnknown,
)
from aggregates.journal.school_class.refusals import AlreadyAMember, SubgroupUnknown
from aggregates.journal.school_year.refusals import (
    AlreadyOpened,
    Archived,
    NoLessonsThatDay,
    OutsideYear,
    RegulationReachesBack,
    SubjectUnknown,
)
from aggregates.journal.symbols import Attendance, Mark
from aggregates.rights import NotPermitted
from commands.journal import (
    adopt_regulation,
    appoint_class_teacher,
    appoint_substitute,
    archive_school_year,
    assign_homework,
    form_subgroup,
    open_column,
    open_school_year,
    record_marks,
    record_topic,
    refuse_permission,
)
from commands.journal.record_marks import CellEntry, RecordMarks
from ledger.history import AlreadyClaimed
from tests.commands.journal.conftest import ORDER

OCTOBER_1, OCTOBER_2, OCTOBER_6 = date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 6)
CORRECTION = {"reason": Reason.MISENTRY}


def test_a_refused_entry_leaves_nothing_of_the_others(school, history):
    school.clock("2026-10-01 12:00")
    before = history.head()
    with pytest.raises(SymbolNotAllowed) as refused:
        school.mark(OCTOBER_1, ("P1", "4"), ("P2", "7"))
    assert refused.value.details["pupil"] == school.people["P2"]
    assert history.head() == before


def test_a_class_of_marks_is_one_command_and_its_repeat_gets_the_same_receipt(school, history):
    school.clock("2026-10-01 12:00")
    entries = tuple(CellEntry(pupil=school.people[f"P{number}"], symbol="4") for number in range(1, 10))
    command = RecordMarks(lesson=school.lessons["mathematics", OCTOBER_1], entries=entries)
    caller = school.caller("T-M")
    receipt = school.executor.perform(record_marks.handle, command, caller)
    assert (receipt.count, receipt.repeated) == (9, False)
    head = history.head()
    repeated = school.executor.perform(record_marks.handle, command, caller)
    assert (repeated.position, repeated.count, repeated.repeated) == (receipt.position, 9, True)
    assert history.head() == head


def test_what_stands_there_already_is_not_recorded_again(school, history):
    school.clock("2026-10-01 12:00")
    school.mark(OCTOBER_1, ("P1", "4"))
    before = history.head()
    assert school.mark(OCTOBER_1, ("P1", "4")).count == 0
    assert history.head() == before


def test_an_entry_made_on_a_stale_page_is_refused_only_if_its_cell_changed(school):
    school.clock("2026-10-01 12:00")
    school.mark(OCTOBER_1, ("P1", "4"))
    school.mark(OCTOBER_1, ("P2", "3"))
    school.mark(OCTOBER_1, ("P1", "5", CORRECTION), seen=2)
    with pytest.raises(CellChanged) as refused:
        school.mark(OCTOBER_1, ("P1", "3", CORRECTION), seen=2)
    assert refused.value.details["symbol"] == "5"


def test_only_whoever_teaches_the_lesson_writes_in_it_even_a_colleague_does_not(school):
    school.clock("2026-10-01 12:00")
    with pytest.raises(NotYourLesson):
        school.mark(OCTOBER_1, ("P1", "4"), by="T-Mu")
    with pytest.raises(NotPermitted):
        school.mark(OCTOBER_1, ("P1", "4"), by="DEP")
    substitution = appoint_substitute.AppointSubstitute(
        lesson=school.lessons["mathematics", OCTOBER_1], teacher=school.people["T-Mu"]
    )
    school.perform("DEP", appoint_substitute, substitution)
    school.mark(OCTOBER_1, ("P1", "4"), by="T-Mu")
    assert school.of_lesson(OCTOBER_1)[-1] == MarkRecorded(school.people["P1"], 1, Mark.FOUR)


def test_a_lesson_that_was_never_scheduled_is_unknown(school):
    school.lessons["mathematics", date(2026, 10, 7)] = school.new_id()
    with pytest.raises(LessonUnknown):
        school.mark(date(2026, 10, 7), ("P1", "4"))


def test_the_local_date_of_the_school_counts(school):
    school.clock("2026-10-15 23:59")
    assert school.at.date() == date(2026, 10, 15)
    school.mark(OCTOBER_1, ("P1", "4"))
    school.clock("2026-10-16 00:00")
    assert school.at.date() == date(2026, 10, 15), "in UTC the day is not over"
    with pytest.raises(EditWindowClosed):
        school.mark(OCTOBER_1, ("P2", "4"))


def test_a_lesson_thirteen_days_ahead_is_near_enough(school):
    school.clock("2026-09-17 23:59")
    with pytest.raises(TooFarAhead):
        school.mark(OCTOBER_1, ("P1", "ОТ"))
    school.clock("2026-09-18 00:00")
    school.mark(OCTOBER_1, ("P1", "ОТ"))


def test_lessons_and_their_page_are_recorded_together(school, history):
    first, second, _ = (school.lessons["mathematics", on] for on in (OCTOBER_1, OCTOBER_2, OCTOBER_6))
    page = school.recorded(f"page-{school.class_5a}.mathematics.q1")
    assert page[:2] == [LessonListed(first, OCTOBER_1, 2), LessonListed(second, OCTOBER_2, 2)]
    assert isinstance(school.of_lesson(OCTOBER_1)[0], LessonScheduled)


def test_a_timetable_is_refused_as_a_whole(school, history):
    before = history.head()
    holiday = date(2026, 11, 4)
    good = school.planned(date(2026, 11, 3), period="q2")
    with pytest.raises(NoLessonsThatDay):
        school.schedule(good, school.planned(holiday, period="q2"))
    with pytest.raises(SubjectUnknown):
        school.schedule(good, school.planned(date(2026, 11, 5), subject="latin", period="q2"))
    with pytest.raises(NumberTaken):
        school.schedule(good, good.model_copy(update={"lesson": school.new_id()}))
    with pytest.raises(AlreadyScheduled):
        school.schedule(good, good.model_copy(update={"number": 3}))
    with pytest.raises(AlreadyScheduled):
        school.schedule(school.planned(OCTOBER_1, number=4))
    with pytest.raises(SubgroupUnknown):
        school.schedule(good.model_copy(update={"subgroup": school.new_id()}))
    assert history.head() == before


def test_a_teacher_enters_the_own_timetable_only(school):
    music = school.planned(date(2026, 10, 7), subject="music", teacher="T-Mu")
    with pytest.raises(NotYourLesson):
        school.schedule(music, by="T-M")
    school.schedule(music, by="T-Mu")


def test_a_subgroup_has_its_own_page_and_its_own_roster(school):
    subgroup, lesson = school.new_id(), school.new_id()
    forming = form_subgroup.FormSubgroup(
        school_class=school.class_5a,
        subgroup=subgroup,
        subject="english",
        label="первая",
        pupils=(school.people["P1"], school.people["P2"]),
        from_on=date(2026, 9, 1),
    )
    school.perform("DEP", form_subgroup, forming)
    english = school.planned(OCTOBER_1, number=3, subject="english").model_copy(
        update={"lesson": lesson, "subgroup": subgroup}
    )
    school.lessons["english", OCTOBER_1] = lesson
    school.schedule(english)
    assert school.recorded(f"page-{subgroup}.english.q1") == [LessonListed(lesson, OCTOBER_1, 3)]
    school.clock("2026-10-01 12:00")
    school.mark(OCTOBER_1, ("P1", "4"), subject="english")
    with pytest.raises(NotAMember):
        school.mark(OCTOBER_1, ("P3", "4"), subject="english")


def test_topic_homework_and_a_second_column_belong_to_the_lesson(school):
    school.clock("2026-10-02 12:00")
    lesson = school.lessons["mathematics", OCTOBER_1]
    school.perform("T-M", record_topic, record_topic.RecordTopic(lesson=lesson, topic="Дроби"))
    school.perform("T-M", assign_homework, assign_homework.AssignHomework(lesson=lesson, homework="Выучить правило"))
    second = open_column.OpenColumn(lesson=lesson, column=2, kind=WorkKind.CONTROL)
    school.perform("T-M", open_column, second)
    school.mark(OCTOBER_1, ("P1", "4", {"column": 2}))
    _, topic, homework, _, mark = school.of_lesson(OCTOBER_1)
    assert (topic.late, homework.late, mark.column) == (True, True, 2)


def test_the_class_teacher_states_one_reason_for_several_lessons(school):
    school.clock("2026-10-06 12:00")
    for on in (OCTOBER_1, OCTOBER_2):
        school.mark(on, ("P1", "ОТ"))
    with pytest.raises(NotPermitted):
        school.state_reason("P1", "Б", OCTOBER_1, OCTOBER_2, by="T-CB")
    school.state_reason("P1", "Б", OCTOBER_1, OCTOBER_2)
    stated = AbsenceReasonStated(school.people["P1"], Attendance.ABSENT, Attendance.ILLNESS)
    assert [school.of_lesson(on)[-1] for on in (OCTOBER_1, OCTOBER_2)] == [stated, stated]


def test_a_new_class_teacher_takes_over_from_the_first_day(school):
    school.clock("2026-10-01 12:00")
    school.mark(OCTOBER_1, ("P1", "ОТ"))
    takes_over = appoint_class_teacher.AppointClassTeacher(
        school_class=school.class_5a, class_teacher=school.people["T-CB"], from_on=OCTOBER_2, order=ORDER
    )
    school.perform("DEP", appoint_class_teacher, takes_over)
    with pytest.raises(NotPermitted):
        school.state_reason("P1", "Б", OCTOBER_1, by="T-CB")
    school.clock("2026-10-02 12:00")
    with pytest.raises(NotPermitted):
        school.state_reason("P1", "Б", OCTOBER_1, by="T-CT")
    school.state_reason("P1", "Б", OCTOBER_1, by="T-CB")


def test_a_permission_is_used_once_and_not_after_its_day(school):
    school.clock("2026-10-20 10:00")
    permission = school.new_id()
    school.request(permission, "P1", OCTOBER_1, OCTOBER_2)
    with pytest.raises(NotGranted):
        school.mark(OCTOBER_1, ("P1", "5"), permission=permission)
    school.grant(permission, expires_on=date(2026, 10, 21))
    with pytest.raises(AlreadyDecided):
        school.perform(
            "HD", refuse_permission, refuse_permission.RefusePermission(permission=permission, reason="передумал")
        )
    school.clock("2026-10-21 23:59")
    school.mark(OCTOBER_1, ("P1", "5"), permission=permission)
    with pytest.raises(CellAlreadyUsed):
        school.mark(OCTOBER_1, ("P1", "4"), permission=permission)
    school.clock("2026-10-22 00:00")
    with pytest.raises(Expired):
        school.mark(OCTOBER_2, ("P1", "5"), permission=permission)


def test_the_class_teacher_may_use_a_permission_for_attendance(school):
    school.clock("2026-10-01 12:00")
    school.mark(OCTOBER_1, ("P1", "ОТ"))
    permission = school.new_id()
    school.clock("2026-10-20 10:00")
    school.request(permission, "P1", OCTOBER_1, by="T-CT", column=None)
    school.grant(permission)
    school.state_reason("P1", "Б", OCTOBER_1, permission=permission)
    assert len(school.recorded(f"permission-{permission}")) == 3


def test_a_colleague_may_not_ask_for_a_permission_and_an_unknown_one_opens_nothing(school):
    school.clock("2026-10-20 10:00")
    with pytest.raises(NotYourPupil):
        school.request(school.new_id(), "P1", OCTOBER_1, by="T-Mu")
    with pytest.raises(PermissionUnknown):
        school.mark(OCTOBER_1, ("P1", "5"), permission=school.new_id())


def test_a_new_regulation_shortens_the_window_of_later_lessons_only(school):
    school.clock("2026-10-01 12:00")
    stricter = school.opening().regulation.model_copy(update={"edit_days": 3})
    adopting = adopt_regulation.AdoptRegulation(school_year=school.year, applies_from=OCTOBER_1, regulation=stricter)
    with pytest.raises(RegulationReachesBack):
        school.perform("HD", adopt_regulation, adopting)
    school.perform("HD", adopt_regulation, adopting.model_copy(update={"applies_from": OCTOBER_2}))

    school.clock("2026-10-06 12:00")
    school.mark(OCTOBER_1, ("P1", "4"))
    with pytest.raises(EditWindowClosed) as refused:
        school.mark(OCTOBER_2, ("P1", "4"))
    assert refused.value.details["last_day"] == date(2026, 10, 5)
    *_, metadata = school.metadata(f"lesson-{school.lessons['mathematics', OCTOBER_1]}")
    assert (metadata.rule.version, metadata.rule.limit) == (1, "2026-10-15")


def test_an_archived_year_is_closed_even_to_a_permission(school):
    school.clock("2026-10-20 10:00")
    permission = school.new_id()
    school.request(permission, "P1", OCTOBER_1)
    school.grant(permission)
    school.clock("2027-06-10 10:00")
    archiving = archive_school_year.ArchiveSchoolYear(school_year=school.year, order=ORDER)
    school.perform("SEC", archive_school_year, archiving)
    school.clock("2027-06-11 10:00")
    with pytest.raises(Archived):
        school.mark(OCTOBER_1, ("P1", "5"), permission=permission)
    topic = record_topic.RecordTopic(lesson=school.lessons["mathematics", OCTOBER_1], topic="Дроби")
    with pytest.raises(Archived):
        school.perform("T-M", record_topic, topic)
    with pytest.raises(Archived):
        school.enrol(school.class_5b, "P1", from_on=date(2027, 5, 1))


def test_a_year_a_title_and_a_class_label_are_taken_once(school):
    with pytest.raises(AlreadyOpened):
        school.open()
    with pytest.raises(AlreadyClaimed):
        school.perform("DEP", open_school_year, school.opening().model_copy(update={"school_year": school.new_id()}))
    with pytest.raises(AlreadyClaimed):
        school.form(school.new_id(), "5а", "T-CT")


def test_pupils_are_enrolled_in_the_year_and_once(school):
    with pytest.raises(OutsideYear):
        school.enrol(school.class_5b, "P1", from_on=date(2026, 8, 31))
    with pytest.raises(AlreadyAMember):
        school.enrol(school.class_5a, "P1", from_on=date(2026, 9, 2))
