"""What votes decide: a majority of the participants, and the presiding ballot in a tie (KES-035, KES-036)."""

import pytest

from aggregates.council.meeting.events import (
    DecisionAdopted,
    DecisionNotAdopted,
    MemberLeft,
    Tally,
    VoteClosed,
)
from aggregates.council.meeting.voting import close_vote
from ledger.envelope import Rule
from tests.aggregates.council.sittings import (
    CHAIR,
    CHAIR_PRESIDES,
    DEPUTY,
    PEOPLE,
    QUESTION,
    SECRETARY,
    arrived,
    by,
    composition,
    given,
    rules,
    voted,
)

OTHERS = PEOPLE[1:]


def closing(*events, who=SECRETARY):
    return given(*events).when(close_vote, composition(), question=QUESTION, stamp=by(who))


@pytest.mark.parametrize(
    ("in_favour", "decision"),
    [
        (8, DecisionNotAdopted(QUESTION, None)),
        (9, DecisionAdopted(QUESTION, None)),
        (17, DecisionAdopted(QUESTION, None)),
    ],
)
def test_nine_of_seventeen_carry_a_motion(in_favour, decision):
    outcome = closing(*voted(PEOPLE[:17], **{"for": PEOPLE[:in_favour]})).then(
        VoteClosed(QUESTION, Tally(17, in_favour, 0, 0)), decision
    )
    assert rules(outcome) == [None, Rule("KES-035", 1, "9")]


@pytest.mark.parametrize(("in_favour", "adopted"), [(9, False), (10, True)])
def test_half_of_eighteen_do_not(in_favour, adopted):
    decision = DecisionAdopted if adopted else DecisionNotAdopted
    closing(*voted(PEOPLE[:18], **{"for": PEOPLE[:in_favour], "against": PEOPLE[in_favour:17]})).then(
        VoteClosed(QUESTION, Tally(18, in_favour, 17 - in_favour, 0)), decision(QUESTION, None)
    )


def test_who_abstains_stays_in_the_base():
    outcome = closing(*voted(PEOPLE[:17], **{"for": PEOPLE[:8], "abstained": PEOPLE[8:17]})).then(
        VoteClosed(QUESTION, Tally(17, 8, 0, 9)), DecisionNotAdopted(QUESTION, None)
    )
    assert rules(outcome) == [None, Rule("KES-035", 1, "9")]


def test_who_keeps_silent_stays_in_the_base_and_has_not_abstained():
    closing(*voted(PEOPLE[:17], **{"for": PEOPLE[:8], "against": PEOPLE[8:10]})).then(
        VoteClosed(QUESTION, Tally(17, 8, 2, 0)), DecisionNotAdopted(QUESTION, None)
    )


def test_who_left_after_voting_still_counts():
    closing(*voted(PEOPLE[:17], **{"for": PEOPLE[:9]}), MemberLeft(PEOPLE[8])).then(
        VoteClosed(QUESTION, Tally(17, 9, 0, 0)), DecisionAdopted(QUESTION, None)
    )


@pytest.mark.parametrize(("chairs_side", "decision"), [("for", DecisionAdopted), ("against", DecisionNotAdopted)])
def test_the_chairs_ballot_breaks_a_tie_and_counts_once(chairs_side, decision):
    other_side = "against" if chairs_side == "for" else "for"
    sides = {chairs_side: PEOPLE[:8], other_side: PEOPLE[8:16], "abstained": PEOPLE[16:17]}
    outcome = closing(*voted(PEOPLE[:17], **sides)).then(
        VoteClosed(QUESTION, Tally(17, 8, 8, 1)), decision(QUESTION, CHAIR)
    )
    assert rules(outcome) == [None, Rule("KES-036", 1, "8:8")]


@pytest.mark.parametrize(("in_favour", "casting_vote"), [(8, None), (9, CHAIR), (10, None)])
def test_only_a_tie_is_broken(in_favour, casting_vote):
    decision = DecisionAdopted if in_favour >= 9 else DecisionNotAdopted
    sides = {"for": PEOPLE[:in_favour], "against": PEOPLE[in_favour:18]}
    closing(*voted(PEOPLE[:18], **sides)).then(
        VoteClosed(QUESTION, Tally(18, in_favour, 18 - in_favour, 0)), decision(QUESTION, casting_vote)
    )


def test_the_presiding_deputys_ballot_breaks_a_tie():
    sides = {"for": OTHERS[:9], "against": OTHERS[9:18]}
    closing(*voted(OTHERS[:18], DEPUTY, **sides)).then(
        VoteClosed(QUESTION, Tally(18, 9, 9, 0)), DecisionAdopted(QUESTION, DEPUTY)
    )


def test_a_deputy_who_does_not_preside_breaks_no_tie():
    sides = {"against": [CHAIR, *PEOPLE[10:18]], "for": PEOPLE[1:10]}
    closing(*voted(PEOPLE[:18], **sides)).then(
        VoteClosed(QUESTION, Tally(18, 9, 9, 0)), DecisionNotAdopted(QUESTION, CHAIR)
    )


@pytest.mark.parametrize("abstained", [[CHAIR], []])
def test_a_tie_that_the_chair_does_not_break_fails(abstained):
    sides = {"for": PEOPLE[1:9], "against": PEOPLE[9:17], "abstained": abstained}
    outcome = closing(*voted(PEOPLE[:17], **sides)).then(
        VoteClosed(QUESTION, Tally(17, 8, 8, len(abstained))), DecisionNotAdopted(QUESTION, None)
    )
    assert rules(outcome) == [None, Rule("KES-036", 1, "8:8")]


def test_a_vote_in_which_nobody_voted_fails():
    closing(*voted(PEOPLE[:17])).then(VoteClosed(QUESTION, Tally(17, 0, 0, 0)), DecisionNotAdopted(QUESTION, None))


def test_a_tie_is_broken_by_who_presided_when_the_vote_opened():
    sides = {"for": OTHERS[:9], "against": OTHERS[9:18]}
    chair_takes_over = (*voted(OTHERS[:18], DEPUTY, **sides), *arrived(CHAIR), CHAIR_PRESIDES)
    closing(*chair_takes_over, who=CHAIR).then(
        VoteClosed(QUESTION, Tally(18, 9, 9, 0)), DecisionAdopted(QUESTION, DEPUTY)
    )
