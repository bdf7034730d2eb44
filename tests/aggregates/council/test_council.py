"""The council's composition: whole, by a signed order, with one chair, one deputy chair and one secretary."""

from datetime import UTC, date, datetime

import pytest

from aggregates.council.council.decisions import approve_composition, composed, establish, known
from aggregates.council.council.events import CompositionApproved, CouncilEstablished, Office, Seat
from aggregates.council.council.refusals import (
    AlreadyEstablished,
    CompositionMissing,
    CouncilUnknown,
    OfficeNotSingle,
    OrderDatedAhead,
    PersonRepeated,
)
from aggregates.council.council.state import fold
from ledger.document import Order
from ledger.envelope import Rule
from ledger.stamp import Stamp

TODAY, TOMORROW = date(2020, 2, 10), date(2020, 2, 11)
ORDER = Order("508", TODAY)
BY_MINISTRY = Stamp("clerk", "ministry", datetime(2020, 2, 10, 9, tzinfo=UTC), TODAY, "command-1")
ESTABLISHED = CouncilEstablished("ministry-1", "Экспертный совет", "Europe/Moscow", ORDER)
OFFICERS = (
    Seat("pronko", "первый заместитель министра", Office.CHAIR, by_agreement=False),
    Seat("myasishcheva", "начальник управления", Office.DEPUTY_CHAIR, by_agreement=False),
    Seat("loskutova", "начальник отдела", Office.SECRETARY, by_agreement=False),
)
MEMBER = Seat("bogdanova", "директор центра", Office.MEMBER, by_agreement=True)


def council_after(*events):
    return fold(None, enumerate((ESTABLISHED, *events), start=1))


def test_a_council_is_established_by_order():
    assert [decided.event for decided in establish(None, ESTABLISHED, stamp=BY_MINISTRY)] == [ESTABLISHED]


def test_a_council_is_established_once():
    with pytest.raises(AlreadyEstablished, match="«Экспертный совет»"):
        establish(council_after(), ESTABLISHED, stamp=BY_MINISTRY)


def test_a_council_belongs_to_its_institution_and_its_clocks():
    council = council_after()
    assert (council.institution, council.zone) == ("ministry-1", "Europe/Moscow")


def test_an_order_of_tomorrow_establishes_nothing():
    ahead = CouncilEstablished("ministry-1", "Экспертный совет", "Europe/Moscow", Order("508", TOMORROW))
    with pytest.raises(OrderDatedAhead, match="№ 508 датирован 2020-02-11"):
        establish(None, ahead, stamp=BY_MINISTRY)


def test_a_composition_is_approved_whole():
    seats = (*OFFICERS, MEMBER)
    (decided,) = approve_composition(council_after(), ORDER, seats, stamp=BY_MINISTRY)
    assert decided.event == CompositionApproved(ORDER, seats)
    assert decided.rule == Rule("KES-012", 1, "4")


def test_an_order_of_tomorrow_approves_nothing():
    with pytest.raises(OrderDatedAhead):
        approve_composition(council_after(), Order("509", TOMORROW), OFFICERS, stamp=BY_MINISTRY)


@pytest.mark.parametrize("office", [Office.CHAIR, Office.DEPUTY_CHAIR, Office.SECRETARY])
def test_an_office_may_not_be_vacant(office):
    seats = tuple(seat for seat in OFFICERS if seat.office is not office)
    with pytest.raises(OfficeNotSingle) as refused:
        approve_composition(council_after(), ORDER, seats, stamp=BY_MINISTRY)
    assert (refused.value.details["office"], refused.value.details["count"]) == (office.value, 0)


@pytest.mark.parametrize("office", [Office.CHAIR, Office.DEPUTY_CHAIR, Office.SECRETARY])
def test_an_office_may_not_be_held_by_two(office):
    second = Seat("second", "начальник отдела", office, by_agreement=False)
    with pytest.raises(OfficeNotSingle) as refused:
        approve_composition(council_after(), ORDER, (*OFFICERS, second), stamp=BY_MINISTRY)
    assert (refused.value.details["office"], refused.value.details["count"]) == (office.value, 2)


def test_nobody_sits_twice():
    with pytest.raises(PersonRepeated, match="bogdanova"):
        approve_composition(council_after(), ORDER, (*OFFICERS, MEMBER, MEMBER), stamp=BY_MINISTRY)


def test_nobody_is_an_officer_and_a_member():
    chair_again = Seat("pronko", "первый заместитель министра", Office.MEMBER, by_agreement=False)
    with pytest.raises(PersonRepeated, match="pronko"):
        approve_composition(council_after(), ORDER, (*OFFICERS, chair_again), stamp=BY_MINISTRY)


def test_a_later_order_replaces_the_composition_and_counts_on():
    first, second = CompositionApproved(ORDER, (*OFFICERS, MEMBER)), CompositionApproved(ORDER, OFFICERS)
    council = council_after(first, second)
    assert council.composition.number == 2
    assert set(council.composition.offices) == {"pronko", "myasishcheva", "loskutova"}


def test_a_council_nobody_established_is_unknown():
    with pytest.raises(CouncilUnknown):
        known(None, "council-1")


def test_a_council_without_a_composition_cannot_meet():
    with pytest.raises(CompositionMissing):
        composed(council_after())


def test_a_composed_council_can_meet():
    council = council_after(CompositionApproved(ORDER, OFFICERS))
    assert composed(council) is council
