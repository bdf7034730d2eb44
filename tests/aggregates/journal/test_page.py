"""A journal page: two lessons never share a place, and a lesson that was not held frees its own (JRN-031, JRN-034)."""

from datetime import date

from aggregates.journal.page.decisions import list_lessons, unlist_lesson
from aggregates.journal.page.events import LessonListed, LessonUnlisted
from aggregates.journal.page.refusals import NumberTaken
from aggregates.journal.page.state import PAGE, Slot
from tests.scenario import given

OCTOBER_1, OCTOBER_2 = date(2026, 10, 1), date(2026, 10, 2)
FIRST = LessonListed("lesson-1", OCTOBER_1, 2)


def test_lessons_get_their_places_on_a_new_page():
    slots = [("lesson-1", Slot(OCTOBER_1, 2)), ("lesson-2", Slot(OCTOBER_1, 3)), ("lesson-3", Slot(OCTOBER_2, 2))]
    outcome = given(PAGE).when(list_lessons, slots)
    outcome.then(FIRST, LessonListed("lesson-2", OCTOBER_1, 3), LessonListed("lesson-3", OCTOBER_2, 2))
    assert outcome.state.slots == dict(slots)


def test_a_place_is_taken_once():
    given(PAGE, FIRST).when(list_lessons, [("lesson-2", Slot(OCTOBER_1, 2))]).refused(
        NumberTaken, on=OCTOBER_1, number=2
    )
    both = [("lesson-2", Slot(OCTOBER_2, 2)), ("lesson-3", Slot(OCTOBER_2, 2))]
    given(PAGE, FIRST).when(list_lessons, both).refused(NumberTaken, on=OCTOBER_2)


def test_a_lesson_that_was_not_held_frees_its_place():
    removed = given(PAGE, FIRST).when(unlist_lesson, "lesson-1").then(LessonUnlisted("lesson-1"))
    assert removed.state.slots == {}
    again = LessonListed("lesson-2", OCTOBER_1, 2)
    given(PAGE, FIRST, LessonUnlisted("lesson-1")).when(list_lessons, [("lesson-2", Slot(OCTOBER_1, 2))]).then(again)


def test_a_lesson_that_is_not_on_the_page_frees_nothing():
    given(PAGE).when(unlist_lesson, "lesson-1").then()
    given(PAGE, FIRST).when(unlist_lesson, "lesson-2").then()
