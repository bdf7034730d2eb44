"""Chance is the same for the same seed, and stays between its ends."""

from api.demo.chance import Chance


def test_the_same_seed_brings_the_same():
    one, other = Chance("seed"), Chance("seed")
    assert [one.between(1, 6) for _ in range(50)] == [other.between(1, 6) for _ in range(50)]


def test_another_seed_brings_something_else():
    assert Chance("seed").shuffled(range(20)) != Chance("other").shuffled(range(20))


def test_both_ends_come_and_nothing_beyond():
    chance = Chance("ends")
    assert {chance.between(1, 3) for _ in range(100)} == {1, 2, 3}


def test_shuffling_loses_nothing():
    assert sorted(Chance("seed").shuffled("школа")) == sorted("школа")


def test_around_stays_within_three_spreads():
    chance = Chance("around")
    found = [chance.around(4, 0.5) for _ in range(1000)]
    assert 2.5 <= min(found) < 3.5
    assert 4.5 < max(found) <= 5.5
