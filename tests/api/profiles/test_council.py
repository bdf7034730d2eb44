"""The council that ships is the one that the order approved: twenty-four people, three of them officers."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from aggregates.council.council.decisions import SINGLE_OFFICES, approve_composition
from aggregates.council.council.events import Office
from aggregates.council.council.state import Composition, Council
from api.entropy import SeededEntropy
from api.profiles.council import load
from ledger.stamp import Stamp

COUNCIL = load("council-krasnodar")


@pytest.fixture
def ids():
    entropy = SeededEntropy("profiles")
    return [entropy.identifier() for _ in range(26)]


def test_the_council_has_twenty_four_members_and_three_of_them_are_officers():
    offices = Counter(seat.office for seat in COUNCIL.seats)
    assert offices == {**dict.fromkeys(SINGLE_OFFICES, 1), Office.MEMBER: 21}


def test_the_members_sit_there_by_agreement_and_the_officers_do_not():
    assert {seat.office is Office.MEMBER: seat.by_agreement for seat in COUNCIL.seats} == {False: False, True: True}


def test_nobody_is_named_twice():
    names = {(seat.name.family, seat.name.given, seat.name.patronymic) for seat in COUNCIL.seats}
    assert len(names) == len(COUNCIL.seats)


def test_the_order_and_the_clocks_are_the_ministrys():
    assert (COUNCIL.order.number, COUNCIL.order.on.isoformat(), COUNCIL.zone) == ("508", "2020-02-10", "Europe/Moscow")


def test_cards_are_made_for_exactly_those_who_sit_in_the_council(ids):
    institution, council, *persons = ids
    registering = COUNCIL.registering(institution=institution, persons=persons)
    composing = COUNCIL.composing(council=council, persons=persons)
    assert [one.person for one in registering.people] == [seat.person for seat in composing.seats] == persons
    assert [one.name for one in registering.people] == [seat.name for seat in COUNCIL.seats]


def test_the_composition_can_be_approved(ids):
    _, council, *persons = ids
    command = COUNCIL.composing(council=council, persons=persons)
    empty = Council("institution-1", COUNCIL.title, COUNCIL.zone, Composition(0, ()))
    stamp = Stamp("clerk", "ministry", datetime(2020, 2, 10, 9, tzinfo=UTC), COUNCIL.order.on, "command-1")
    seats = tuple(seat.recorded() for seat in command.seats)
    (decided,) = approve_composition(empty, command.order.recorded(), seats, stamp=stamp)
    assert len(decided.event.seats) == 24
    assert decided.event.seats[0].office is Office.CHAIR


def test_too_few_ids_for_the_seats_are_a_mistake(ids):
    with pytest.raises(ValueError, match="zip"):
        COUNCIL.composing(council=ids[0], persons=ids[:23])


def test_a_council_that_does_not_ship_is_not_found():
    with pytest.raises(FileNotFoundError):
        load("council-nowhere")
