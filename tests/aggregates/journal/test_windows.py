"""Days are counted as CON-02 has it: the first day is not counted, and nothing moves when a term ends on a day off."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregates.journal.windows import first_day_for, is_too_far_ahead, last_day

OCTOBER_1 = date(2026, 10, 1)
days = st.dates(date(2000, 1, 1), date(2199, 12, 31))
lengths = st.integers(1, 366)


def test_fourteen_days_after_the_first_of_october_end_on_the_fifteenth():
    assert last_day(OCTOBER_1, 14) == date(2026, 10, 15)


def test_a_term_is_not_moved_when_it_ends_on_a_sunday():
    assert last_day(OCTOBER_1, 10).isoweekday() == 7


def test_a_term_of_no_days_ends_on_its_first_day():
    assert last_day(OCTOBER_1, 0) == OCTOBER_1


@pytest.mark.parametrize(("on", "refused"), [(date(2026, 10, 14), False), (date(2026, 10, 15), True)])
def test_thirteen_days_ahead_are_near_enough_and_fourteen_are_not(on, refused):
    assert is_too_far_ahead(on, 14, OCTOBER_1) is refused


def test_today_and_the_past_are_never_too_far_ahead():
    assert not is_too_far_ahead(OCTOBER_1, 1, OCTOBER_1)
    assert not is_too_far_ahead(date(2026, 9, 1), 1, OCTOBER_1)


@given(days, lengths)
def test_the_first_day_for_a_lesson_is_the_first_on_which_it_is_near_enough(on, length):
    first = first_day_for(on, length)
    assert not is_too_far_ahead(on, length, first)
    assert is_too_far_ahead(on, length + 1, first) is False
    assert is_too_far_ahead(on, length - 1, first)
