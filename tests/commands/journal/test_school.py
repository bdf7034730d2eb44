"""The school at work on a real ledger: its timetable, its roster, its regulation, what is taken once."""

from datetime import date

import pytest

from aggregates.journal.lesson.events import LessonScheduled, Reason
from aggregates.journal.lesson.refusals import (
    AlreadyScheduled,
    EditWindowClosed,
    NotAMember,
    NotYourLesson,
)
from aggregates.journal.page.events import LessonListed
from aggregates.journal.page.refusals import NumberTaken
from aggregates.journal.school_class.refusals import AlreadyAMember, SubgroupUnknown
from aggregates.journal.school_year.refusals import (
    AlreadyOpened,
    NoLessonsThatDay,
    OutsideYear,
    RegulationReachesBack,
    SubjectUnknown,
)
from aggregates.rights import NotPermitted
from commands.journal import (
    adopt_regulation,
    appoint_class_teacher,
    form_subgroup,
    open_school_year,
)
from ledger.history import AlreadyClaimed
from tests.commands.journal.conftest import ORDER

OCTOBER_1, OCTOBER_2, OCTOBER_6 = date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 6)
CORRECTION = {"reason": Reason.MISENTRY}


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


def forming(school, subgroup):
    return form_subgroup.FormSubgroup(
        school_class=school.class_5a,
        subgroup=subgroup,
        subject="english",
        label="первая",
        pupils=(school.people["P1"], school.people["P2"]),
        from_on=date(2026, 9, 1),
    )


def test_a_subgroup_has_its_own_page_and_its_own_roster(school):
    subgroup, lesson = school.new_id(), school.new_id()
    school.perform("DEP", form_subgroup, forming(school, subgroup))
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


def test_no_subgroup_gets_to_the_pages_of_a_class_or_of_another_classs_subgroup(school):
    for class_id in (school.class_5b, school.class_5a):
        with pytest.raises(AlreadyClaimed):
            school.perform("DEP", form_subgroup, forming(school, class_id))
    subgroup = school.new_id()
    school.perform("DEP", form_subgroup, forming(school, subgroup))
    with pytest.raises(AlreadyClaimed):
        school.form(subgroup, "5В", "T-CB")
    elsewhere = {"school_class": school.class_5b, "pupils": (school.people["P1"],)}
    school.enrol(school.class_5b, "P1")
    with pytest.raises(AlreadyClaimed):
        school.perform("DEP", form_subgroup, forming(school, subgroup).model_copy(update=elsewhere))


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


def test_a_new_regulation_shortens_the_window_of_later_lessons_only(school):
    school.clock("2026-10-01 12:00")
    stricter = school.opening().regulation.model_copy(update={"edit_days": 3})
    adopting = adopt_regulation.AdoptRegulation(school_year=school.year, applies_from=OCTOBER_1, regulation=stricter)
    with pytest.raises(RegulationReachesBack):
        school.perform("HD", adopt_regulation, adopting)
    with pytest.raises(OutsideYear):
        school.perform("HD", adopt_regulation, adopting.model_copy(update={"applies_from": date(2027, 5, 29)}))
    school.perform("HD", adopt_regulation, adopting.model_copy(update={"applies_from": OCTOBER_2}))

    school.clock("2026-10-06 12:00")
    school.mark(OCTOBER_1, ("P1", "4"))
    with pytest.raises(EditWindowClosed) as refused:
        school.mark(OCTOBER_2, ("P1", "4"))
    assert refused.value.details["last_day"] == date(2026, 10, 5)
    *_, metadata = school.metadata(f"lesson-{school.lessons['mathematics', OCTOBER_1]}")
    assert (metadata.rule.version, metadata.rule.limit) == (1, "2026-10-15")


def test_a_year_a_title_and_a_class_label_are_taken_once(school):
    with pytest.raises(AlreadyOpened):
        school.open()
    with pytest.raises(AlreadyClaimed):
        school.perform("DEP", open_school_year, school.opening().model_copy(update={"school_year": school.new_id()}))
    with pytest.raises(AlreadyClaimed):
        school.form(school.new_id(), "5 а", "T-CT")


def test_pupils_are_enrolled_in_the_year_and_once(school):
    with pytest.raises(OutsideYear):
        school.enrol(school.class_5b, "P1", from_on=date(2026, 8, 31))
    with pytest.raises(AlreadyAMember):
        school.enrol(school.class_5a, "P1", from_on=date(2026, 9, 2))
