"""A class: who belonged to it on which day, its subgroups, its class teachers (JRN-038, JRN-062)."""

from datetime import date

import pytest

from aggregates.journal.school_class.decisions import (
    appoint_class_teacher,
    enrol,
    form,
    form_subgroup,
    remove,
    require_subgroup,
)
from aggregates.journal.school_class.events import (
    ClassFormed,
    ClassTeacherAppointed,
    PupilJoined,
    PupilLeft,
    SubgroupFormed,
)
from aggregates.journal.school_class.refusals import (
    AlreadyAMember,
    AlreadyFormed,
    AlreadyInSubgroup,
    LabelLooksAlike,
    NotInClass,
    PupilRepeated,
    SubgroupAlreadyFormed,
    SubgroupUnknown,
)
from aggregates.journal.school_class.state import CLASS
from tests import scenario
from tests.aggregates.journal.classroom import CLASS_TEACHER, MASHA, ORDER, OTHER_TEACHER, PETYA, YEAR

AUGUST_31, SEPTEMBER_1, SEPTEMBER_2 = date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2)
NOVEMBER_14, NOVEMBER_15, NOVEMBER_16 = date(2026, 11, 14), date(2026, 11, 15), date(2026, 11, 16)
LATIN_5A, GREEK_5A, WIDE_5A, RUSSIAN_5A = "5\u0041", "5\u0391", "\uff15\u0410", "5\u0410"

FORMED = ClassFormed(YEAR, "school-1", RUSSIAN_5A, 5, CLASS_TEACHER, ORDER)
MASHA_JOINED = PupilJoined(MASHA, SEPTEMBER_1, ORDER)
PETYA_JOINED = PupilJoined(PETYA, SEPTEMBER_1, ORDER)
MASHA_LEFT = PupilLeft(MASHA, NOVEMBER_15, ORDER)
ENGLISH_1 = SubgroupFormed("subgroup-1", "english", "первая", (MASHA,), SEPTEMBER_2)


def given(*past):
    return scenario.given(CLASS, FORMED, *past)


def test_a_class_is_formed_once():
    scenario.given(CLASS).when(form, FORMED).then(FORMED)
    given().when(form, FORMED).refused(AlreadyFormed, label=RUSSIAN_5A)


@pytest.mark.parametrize("label", [LATIN_5A, GREEK_5A, WIDE_5A])
def test_a_label_that_only_looks_right_is_refused(label):
    alike = ClassFormed(YEAR, "school-1", label, 5, CLASS_TEACHER, ORDER)
    scenario.given(CLASS).when(form, alike).refused(LabelLooksAlike, label=label)


def test_pupils_are_enrolled_each_once():
    given().when(enrol, [MASHA, PETYA], SEPTEMBER_1, ORDER).then(MASHA_JOINED, PETYA_JOINED)
    given().when(enrol, [MASHA, MASHA], SEPTEMBER_1, ORDER).refused(PupilRepeated, pupil=MASHA)
    given(MASHA_JOINED).when(enrol, [MASHA], NOVEMBER_16, ORDER).refused(AlreadyAMember, from_on=SEPTEMBER_1)


@pytest.mark.parametrize(("on", "member"), [(AUGUST_31, False), (SEPTEMBER_1, True), (NOVEMBER_16, True)])
def test_a_pupil_belongs_to_the_class_from_the_first_day_on(on, member):
    assert (MASHA in given(MASHA_JOINED).state.members_on(on)) is member


@pytest.mark.parametrize(("on", "member"), [(NOVEMBER_15, True), (NOVEMBER_16, False)])
def test_the_last_day_still_belongs_to_the_class(on, member):
    outcome = given(MASHA_JOINED).when(remove, MASHA, NOVEMBER_15, ORDER).then(MASHA_LEFT)
    assert (MASHA in outcome.state.members_on(on)) is member


def test_a_pupil_who_left_may_come_back_the_day_after():
    left = given(MASHA_JOINED, MASHA_LEFT)
    left.when(enrol, [MASHA], NOVEMBER_15, ORDER).refused(AlreadyAMember, pupil=MASHA)
    back = left.when(enrol, [MASHA], NOVEMBER_16, ORDER).then(PupilJoined(MASHA, NOVEMBER_16, ORDER))
    assert [MASHA in back.state.members_on(on) for on in (SEPTEMBER_1, NOVEMBER_15, NOVEMBER_16)] == [True] * 3


def test_only_who_is_in_the_class_leaves_it():
    given().when(remove, MASHA, NOVEMBER_15, ORDER).refused(NotInClass, pupil=MASHA, on=NOVEMBER_15)
    given(MASHA_JOINED, MASHA_LEFT).when(remove, MASHA, NOVEMBER_16, ORDER).refused(NotInClass)
    given(MASHA_JOINED).when(remove, MASHA, AUGUST_31, ORDER).refused(NotInClass, on=AUGUST_31)
    given(MASHA_JOINED).when(remove, MASHA, SEPTEMBER_1, ORDER).then(PupilLeft(MASHA, SEPTEMBER_1, ORDER))


def test_a_subgroup_holds_pupils_of_the_class_from_its_day_on():
    outcome = given(MASHA_JOINED, PETYA_JOINED).when(form_subgroup, ENGLISH_1).then(ENGLISH_1)
    assert outcome.state.members_on(SEPTEMBER_1, "subgroup-1") == set()
    assert outcome.state.members_on(SEPTEMBER_2, "subgroup-1") == {MASHA}


def test_who_leaves_the_class_leaves_its_subgroup():
    state = given(MASHA_JOINED, ENGLISH_1, MASHA_LEFT).state
    assert state.members_on(NOVEMBER_15, "subgroup-1") == {MASHA}
    assert state.members_on(NOVEMBER_16, "subgroup-1") == set()


def test_a_subgroup_the_class_does_not_have_has_no_members():
    assert given(MASHA_JOINED).state.members_on(SEPTEMBER_2, "subgroup-9") == set()


def test_a_subgroup_takes_pupils_of_the_class_once_and_into_one_subgroup_of_a_subject():
    given().when(form_subgroup, ENGLISH_1).refused(NotInClass, pupil=MASHA)
    twice = SubgroupFormed("subgroup-2", "french", "вторая", (MASHA, MASHA), SEPTEMBER_2)
    given(MASHA_JOINED).when(form_subgroup, twice).refused(PupilRepeated, pupil=MASHA)
    given(MASHA_JOINED, ENGLISH_1).when(form_subgroup, ENGLISH_1).refused(SubgroupAlreadyFormed)
    second = SubgroupFormed("subgroup-2", "english", "вторая", (MASHA,), SEPTEMBER_2)
    given(MASHA_JOINED, ENGLISH_1).when(form_subgroup, second).refused(AlreadyInSubgroup, title="первая")
    french = SubgroupFormed("subgroup-2", "french", "вторая", (MASHA,), SEPTEMBER_2)
    given(MASHA_JOINED, ENGLISH_1).when(form_subgroup, french).then(french)


def test_a_lesson_asks_for_a_subgroup_of_its_own_subject():
    state = given(MASHA_JOINED, ENGLISH_1).state
    require_subgroup(state, None, "mathematics")
    require_subgroup(state, "subgroup-1", "english")
    for subgroup, subject in [("subgroup-1", "french"), ("subgroup-9", "english")]:
        with pytest.raises(SubgroupUnknown):
            require_subgroup(state, subgroup, subject)


def test_the_class_teacher_is_whoever_was_appointed_last_for_the_day():
    appointed = ClassTeacherAppointed(OTHER_TEACHER, NOVEMBER_15, ORDER)
    outcome = given().when(appoint_class_teacher, OTHER_TEACHER, NOVEMBER_15, ORDER).then(appointed)
    teachers = [outcome.state.class_teacher_on(on) for on in (SEPTEMBER_1, NOVEMBER_14, NOVEMBER_15, NOVEMBER_16)]
    assert teachers == [CLASS_TEACHER, CLASS_TEACHER, OTHER_TEACHER, OTHER_TEACHER]


def test_appointments_count_by_their_day_and_not_by_when_they_were_recorded():
    later, earlier = (
        ClassTeacherAppointed("later", NOVEMBER_16, ORDER),
        ClassTeacherAppointed("earlier", NOVEMBER_14, ORDER),
    )
    state = given(later, earlier).state
    assert [state.class_teacher_on(on) for on in (NOVEMBER_14, NOVEMBER_15, NOVEMBER_16)] == [
        "earlier",
        "earlier",
        "later",
    ]


def test_a_second_appointment_for_one_day_replaces_the_first():
    first, second = (ClassTeacherAppointed(name, NOVEMBER_15, ORDER) for name in ("zoya", "anna"))
    assert given(first, second).state.class_teacher_on(NOVEMBER_15) == "anna"


def test_appointing_who_is_class_teacher_already_changes_nothing():
    given().when(appoint_class_teacher, CLASS_TEACHER, NOVEMBER_15, ORDER).then()
