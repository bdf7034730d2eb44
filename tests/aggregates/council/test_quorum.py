"""More than two thirds, more than half: exact on both sides of every boundary."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregates.council.quorum import Quorum, majority


@pytest.mark.parametrize(
    ("total", "present", "reached"),
    [(24, 16, False), (24, 17, True), (23, 15, False), (23, 16, True), (21, 14, False), (21, 15, True), (3, 2, False)],
)
def test_exactly_two_thirds_are_no_quorum(total, present, reached):
    assert Quorum(total, present).reached is reached


@pytest.mark.parametrize(("total", "needed"), [(24, 17), (23, 16), (22, 15), (21, 15), (3, 3)])
def test_the_number_needed_follows_from_the_composition(total, needed):
    assert Quorum(total, 0).needed == needed


@pytest.mark.parametrize(("present", "missing"), [(15, 2), (16, 1), (17, 0), (24, 0)])
def test_a_quorum_tells_how_many_have_to_come(present, missing):
    assert Quorum(24, present).missing == missing


@given(total=st.integers(1, 300), present=st.integers(0, 300))
def test_a_quorum_is_more_than_two_thirds_and_its_number_the_smallest_such(total, present):
    counted = Quorum(total, present)
    assert counted.reached == (Fraction(present, total) > Fraction(2, 3)) == (present >= counted.needed)
    assert counted.missing == max(0, counted.needed - present)


@pytest.mark.parametrize(("participants", "needed"), [(17, 9), (18, 10), (24, 13), (1, 1)])
def test_half_is_no_majority(participants, needed):
    assert majority(participants) == needed


@given(participants=st.integers(1, 300), votes=st.integers(0, 300))
def test_a_majority_is_more_than_half(participants, votes):
    assert (votes >= majority(participants)) == (Fraction(votes, participants) > Fraction(1, 2))
