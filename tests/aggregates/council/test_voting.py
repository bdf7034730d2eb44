"""Open votes: when a question may be put, who may vote on it, and that once (KES-033, KES-034, KES-037, AMB-18)."""

import pytest

from aggregates.council.meeting.decisions import Membership
from aggregates.council.meeting.events import (
    BallotCast,
    Choice,
    MeetingClosed,
    MemberLeft,
    Tally,
    VoteClosed,
    VoteOpened,
)
from aggregates.council.meeting.refusals import (
    AlreadyVoted,
    ChairNotAbsent,
    ItemUnknown,
    MayNotPreside,
    MeetingOver,
    NobodyPresides,
    NoQuorum,
    NotConducting,
    NotEntitled,
    NotPresent,
    QuestionRepeated,
    QuestionUnknown,
    VoteOver,
    VoteStillOpen,
)
from aggregates.council.meeting.voting import cast, close_vote, open_vote
from ledger.envelope import Rule
from tests.aggregates.council.sittings import (
    BUDGET,
    CHAIR,
    CONVENED,
    DEPUTY,
    MOTION,
    PEOPLE,
    PROGRAMME,
    QUESTION,
    SECRETARY,
    arrived,
    by,
    composition,
    given,
    rules,
    sitting_of,
    vote_of,
    voted,
    without_the_chair,
)

ALL = composition()
MEMBER = PEOPLE[3]
ASKED = {"question": QUESTION, "item": PROGRAMME, "motion": MOTION}


def opening(*events, who=CHAIR, membership=ALL, **changed):
    return given(*events).when(open_vote, membership, **{**ASKED, **changed}, stamp=by(who))


def casting(*events, who=MEMBER, choice=Choice.FOR, question=QUESTION, reason=None):
    return given(*events).when(cast, question=question, choice=choice, reason=reason, stamp=by(who))


def closing(*events, who=SECRETARY, question=QUESTION):
    return given(*events).when(close_vote, ALL, question=question, stamp=by(who))


def test_sixteen_of_twenty_four_may_not_vote():
    opening(*sitting_of(16)).refused(NoQuorum, total=24, present=16, needed=17, missing=1)


def test_the_seventeenth_lets_them_vote():
    outcome = opening(*sitting_of(16), *arrived(PEOPLE[16])).then(vote_of(PEOPLE[:17]))
    assert rules(outcome) == [Rule("KES-033", 1, "17")]


def test_a_refusal_for_want_of_a_quorum_says_the_numbers():
    refusal = NoQuorum(total=24, present=16, needed=17, missing=1)
    assert str(refusal) == "Кворума нет: присутствуют 16 из 24, нужно не менее 17, не хватает 1."


def test_one_leaves_and_the_next_vote_is_refused():
    first_vote = voted(PEOPLE[:17])
    closed = VoteClosed(QUESTION, Tally(17, 0, 0, 0))
    opening(*first_vote, closed, MemberLeft(PEOPLE[16]), question="question-2").refused(NoQuorum, present=16)


@pytest.mark.parametrize(("present", "missing"), [(15, 1), (10, 6)])
def test_fifteen_of_twenty_three_may_not_vote(present, missing):
    opening(*sitting_of(present), membership=composition(23, number=2)).refused(
        NoQuorum, total=23, needed=16, missing=missing
    )


def test_sixteen_of_twenty_three_may_vote():
    entitled = tuple(sorted(PEOPLE[:16]))
    opening(*sitting_of(16), membership=composition(23, number=2)).then(
        VoteOpened(QUESTION, PROGRAMME, MOTION, CHAIR, 2, 23, 16, entitled)
    )


def test_who_left_the_council_neither_counts_nor_votes():
    opening(*sitting_of(24), membership=composition(22, number=2)).then(
        VoteOpened(QUESTION, PROGRAMME, MOTION, CHAIR, 2, 22, 15, tuple(sorted(PEOPLE[:22])))
    )


def test_a_vote_is_about_an_item_of_the_agenda():
    opening(*sitting_of(17), item="item-other").refused(ItemUnknown, item="item-other")


def test_one_vote_goes_on_at_a_time():
    opening(*voted(PEOPLE[:17]), question="question-2", item=BUDGET).refused(VoteStillOpen, question=QUESTION)


def test_the_next_vote_opens_when_the_last_is_closed():
    opening(*voted(PEOPLE[:17]), VoteClosed(QUESTION, Tally(17, 0, 0, 0)), question="question-2", item=BUDGET).then(
        VoteOpened("question-2", BUDGET, MOTION, CHAIR, 1, 24, 17, tuple(sorted(PEOPLE[:17])))
    )


def test_a_question_is_put_once():
    opening(*voted(PEOPLE[:17]), VoteClosed(QUESTION, Tally(17, 0, 0, 0))).refused(QuestionRepeated, question=QUESTION)


def test_nobody_votes_while_nobody_presides():
    opening(CONVENED, *arrived(*PEOPLE[:17]), who=SECRETARY).refused(NobodyPresides)


def test_nobody_votes_after_whoever_presides_has_left():
    opening(*sitting_of(18), MemberLeft(CHAIR), who=SECRETARY).refused(NobodyPresides)


def test_a_deputy_puts_questions_in_the_chairs_noted_absence():
    opening(*without_the_chair(17), who=DEPUTY).then(vote_of(PEOPLE[1:18], DEPUTY))


def test_a_deputy_puts_no_question_once_the_chair_has_come():
    opening(*without_the_chair(17), *arrived(CHAIR), who=DEPUTY).refused(ChairNotAbsent)


def test_a_chair_replaced_by_order_no_longer_presides():
    replaced = Membership(2, frozenset(PEOPLE), PEOPLE[3], DEPUTY, SECRETARY)
    opening(*sitting_of(17), membership=replaced).refused(MayNotPreside)


def test_the_secretary_may_open_and_close_a_vote():
    opening(*sitting_of(17), who=SECRETARY).then(vote_of(PEOPLE[:17]))


@pytest.mark.parametrize("person", [DEPUTY, MEMBER])
def test_nobody_else_opens_or_closes_a_vote(person):
    opening(*sitting_of(17), who=person).refused(NotConducting)
    closing(*voted(PEOPLE[:17]), who=person).refused(NotConducting)


def test_a_member_votes_for_oneself():
    outcome = casting(*voted(PEOPLE[:17]), choice=Choice.AGAINST, reason="Мало практики").then(
        BallotCast(QUESTION, MEMBER, Choice.AGAINST, "Мало практики")
    )
    assert rules(outcome) == [Rule("KES-037", 1, "1")]


def test_a_ballot_is_not_changed():
    casting(*voted(PEOPLE[:17], against=[MEMBER]), choice=Choice.FOR).refused(AlreadyVoted, choice="против")


def test_nobody_votes_twice_the_same_way():
    casting(*voted(PEOPLE[:17], against=[MEMBER]), choice=Choice.AGAINST).refused(AlreadyVoted, choice="против")


def test_who_came_after_the_opening_does_not_vote():
    casting(*voted(PEOPLE[:17]), *arrived(PEOPLE[17]), who=PEOPLE[17]).refused(NotEntitled)


def test_an_outsider_does_not_vote():
    casting(*voted(PEOPLE[:17]), who="guest").refused(NotEntitled)


def test_who_has_left_does_not_vote_until_back():
    left = (*voted(PEOPLE[:17]), MemberLeft(MEMBER))
    casting(*left).refused(NotPresent, member=MEMBER)
    casting(*left, *arrived(MEMBER)).then(BallotCast(QUESTION, MEMBER, Choice.FOR, None))


def test_nobody_votes_on_a_question_that_was_not_put():
    casting(*sitting_of(17)).refused(QuestionUnknown, question=QUESTION)
    closing(*sitting_of(17)).refused(QuestionUnknown, question=QUESTION)


def test_nobody_votes_on_a_question_that_is_closed():
    over = (*voted(PEOPLE[:17]), VoteClosed(QUESTION, Tally(17, 0, 0, 0)))
    casting(*over).refused(VoteOver, question=QUESTION)
    closing(*over).refused(VoteOver, question=QUESTION)


@pytest.mark.parametrize("attempt", [opening, casting, closing])
def test_nobody_votes_when_the_meeting_is_over(attempt):
    attempt(*sitting_of(17), MeetingClosed()).refused(MeetingOver)
