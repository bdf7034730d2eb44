"""The entropy of the doors."""

from itertools import pairwise
from uuid import RFC_4122, UUID

import pytest

from api.entropy import SeededEntropy, SystemEntropy


@pytest.fixture(params=["system", "seeded"])
def entropy(request):
    return SystemEntropy() if request.param == "system" else SeededEntropy("demo")


def test_identifiers_are_version_seven_and_sort_as_they_were_made(entropy):
    identifiers = [entropy.identifier() for _ in range(1_000)]
    assert {(UUID(one).version, UUID(one).variant) for one in identifiers} == {(7, RFC_4122)}
    assert all(earlier < later for earlier, later in pairwise(identifiers))


def test_a_secret_has_the_size_asked_for_and_is_never_given_twice(entropy):
    assert len(entropy.secret(32)) == 32
    assert len({entropy.secret(16) for _ in range(100)}) == 100


def test_a_seed_repeats_its_sequence_and_another_seed_does_not():
    first, again, other = SeededEntropy("demo"), SeededEntropy("demo"), SeededEntropy("test")
    assert [first.identifier(), first.secret(12)] == [again.identifier(), again.secret(12)]
    assert SeededEntropy("demo").identifier() != other.identifier()
