"""The demo's school is of realistic size, and its timetable could be lived by."""

from collections import Counter

import pytest

from api.demo.accounts import signatories
from api.demo.curriculum import curriculum
from api.demo.school import FULL, SMALL, SPLIT_GRADES, SPLIT_SUBJECT
from api.demo.timetable import WEEK_DAYS
from api.demo.world import make_world


@pytest.fixture(scope="module")
def world():
    return make_world(FULL)


def test_the_school_has_five_hundred_pupils_in_twenty_four_classes(world):
    sizes = [len(one.pupils) for one in world.school.classes]
    assert (len(sizes), sum(sizes)) == (24, 500)
    assert max(sizes) - min(sizes) <= 1


def test_no_two_people_have_the_same_name(world):
    names = Counter(str(one.name.model_dump()) for one in world.school.people)
    assert names.most_common(1)[0][1] == 1


def test_every_class_has_a_class_teacher_of_its_own_who_teaches_it(world):
    school = world.school
    assert len({one.class_teacher for one in school.classes}) == len(school.classes)
    for one in school.classes:
        assert one.class_teacher in {course.teacher.id for course in school.courses if course.school_class is one}


def test_every_class_gets_all_of_its_lessons(world):
    weekly, plan = world.timetable.weekly(), curriculum()
    for one in world.school.classes:
        for subject, hours in plan.lessons(one.grade).items():
            groups = one.subgroups if subject == SPLIT_SUBJECT and one.grade in SPLIT_GRADES else (one,)
            assert [weekly[group.id, subject] for group in groups] == [hours] * len(groups)


def test_nobody_is_wanted_in_two_places_at_once(world):
    for day in range(WEEK_DAYS):
        for _, courses in world.timetable.at(day):
            teachers = [course.teacher.id for course in courses]
            groups = [(course.subgroup or course.school_class).id for course in courses]
            assert len(teachers) == len(set(teachers))
            assert len(groups) == len(set(groups))


@pytest.mark.parametrize("grade", range(1, 12))
def test_every_lesson_of_every_grade_has_a_topic_and_a_task(grade):
    plan = curriculum()
    for subject in plan.lessons(grade):
        topics = [plan.topic(subject, grade, number, 70) for number in range(70)]
        assert len(set(topics)) > 20
        assert all("{" not in text for text in (*topics, *(plan.task(subject, number) for number in range(70))))


@pytest.mark.parametrize("scale", [FULL, SMALL], ids=lambda scale: scale.name)
def test_nobody_signs_in_under_two_names(scale):
    people = [one.person for one in signatories(make_world(scale))]
    assert len(people) == len(set(people))


def test_the_two_scales_share_no_ids():
    full, small = make_world(FULL), make_world(SMALL)
    assert full.school.year != small.school.year
