"""The one table of statuses: every refusal stands in it once, and nothing else does."""

import pkgutil
from collections import Counter
from importlib import import_module
from string import Formatter

import pytest

from api.http.problem_types import known_refusals
from api.http.statuses import _CODES, STATUSES, TITLES
from ledger.refusal import Refusal
from tests.house.tree import ROOMS

for _room in ROOMS:
    for _module in pkgutil.walk_packages(import_module(_room).__path__, f"{_room}."):
        import_module(_module.name)


def every_refusal(base=Refusal):
    """Return every class of refusal, also those that share a code by mistake."""
    return [kind for one in base.__subclasses__() for kind in (one, *every_refusal(one))]


def test_every_refusal_has_a_status():
    assert {kind.code for kind in every_refusal()} - STATUSES.keys() == set()


def test_every_status_belongs_to_a_refusal():
    assert STATUSES.keys() - known_refusals().keys() == set()


def test_no_two_refusals_share_a_code():
    codes = Counter(kind.code for kind in every_refusal())
    assert {code for code, times in codes.items() if times > 1} == set()


def test_no_code_stands_in_the_table_twice():
    codes = Counter(code for codes in _CODES.values() for code in codes)
    assert {code for code, times in codes.items() if times > 1} == set()


def test_every_status_has_a_title():
    assert set(_CODES) - set(TITLES) == set()


@pytest.mark.parametrize("kind", every_refusal(), ids=lambda kind: kind.code)
def test_a_refusal_names_its_requirement_and_speaks_russian(kind):
    words = "".join(text for text, *_ in Formatter().parse(kind.message))
    assert kind.requirement
    assert any("а" <= letter <= "я" for letter in words)
