"""The council at work, on a real ledger: AT-26, presiding, one's own ballot, numbers, rights."""

import pytest

from aggregates.council.council.refusals import CouncilUnknown
from aggregates.council.meeting.events import BallotCast, Choice, DecisionAdopted, MeetingConvened, Tally, VoteClosed
from aggregates.council.meeting.refusals import (
    AlreadyVoted,
    MeetingOver,
    MeetingUnknown,
    NobodyPresides,
    NoQuorum,
    NotEntitled,
    VoteOver,
)
from aggregates.rights import NotPermitted, Role
from commands.council import cast_ballot, close_meeting, establish_quorum
from commands.council.cast_ballot import CastBallot
from ledger.history import AlreadyClaimed, CommandReused


def recorded(history, chamber):
    return [one.event for one in history.stream(f"meeting-{chamber.meeting}")]


def test_at_26_a_vote_needs_more_than_two_thirds_at_its_opening(meeting, entropy):
    first, second = entropy.identifier(), entropy.identifier()
    meeting.arrive(*meeting.people[:16])
    meeting.take_chair(meeting.chair)
    with pytest.raises(NoQuorum) as refused:
        meeting.open_vote(first)
    assert refused.value.details == {"total": 24, "present": 16, "needed": 17, "missing": 1}

    meeting.arrive(meeting.people[16])
    meeting.open_vote(first)
    meeting.close_vote(first)

    meeting.leave(meeting.people[16])
    with pytest.raises(NoQuorum):
        meeting.open_vote(second)


def test_at_26_an_order_that_makes_the_council_smaller_makes_the_quorum_smaller(meeting, entropy):
    question = entropy.identifier()
    meeting.arrive(*meeting.people[:15])
    meeting.take_chair(meeting.chair)
    meeting.compose(size=23, number="509")
    with pytest.raises(NoQuorum) as refused:
        meeting.open_vote(question)
    assert refused.value.details == {"total": 23, "present": 15, "needed": 16, "missing": 1}

    meeting.arrive(meeting.people[15])
    meeting.open_vote(question)


def test_a_refused_vote_leaves_no_trace(meeting, history, entropy):
    meeting.arrive(*meeting.people[:16])
    meeting.take_chair(meeting.chair)
    before = history.head()
    with pytest.raises(NoQuorum):
        meeting.open_vote(entropy.identifier())
    assert history.head() == before


def test_a_quorum_is_recorded_with_the_composition_it_was_measured_by(meeting, history):
    meeting.arrive(*meeting.people[:16])
    meeting.compose(size=23, number="509")
    meeting.by_secretary(establish_quorum, establish_quorum.EstablishQuorum(meeting=meeting.meeting))
    *_, entry = history.entries(f"meeting-{meeting.meeting}")
    rule = history.metadata(entry).rule
    assert (rule.code, rule.version, rule.limit) == ("KES-033", 2, "16")


def test_a_decision_is_recorded_with_its_count_in_one_go(meeting, history, entropy):
    question = entropy.identifier()
    meeting.arrive(*meeting.people[:17])
    meeting.take_chair(meeting.chair)
    meeting.open_vote(question)
    for person in meeting.people[:9]:
        meeting.vote(person, question)
    assert meeting.close_vote(question).count == 2
    assert recorded(history, meeting)[-2:] == [
        VoteClosed(question, Tally(17, 9, 0, 0)),
        DecisionAdopted(question, None),
    ]


def test_a_ballot_is_the_callers_own(meeting, history, entropy):
    question = entropy.identifier()
    meeting.arrive(*meeting.people[:17])
    meeting.take_chair(meeting.chair)
    meeting.open_vote(question)
    member = meeting.people[5]
    meeting.vote(member, question, Choice.AGAINST)
    assert recorded(history, meeting)[-1] == BallotCast(question, member, Choice.AGAINST, None)
    with pytest.raises(AlreadyVoted):
        meeting.vote(member, question, Choice.FOR)
    with pytest.raises(NotEntitled):
        meeting.vote(meeting.people[17], question)
    meeting.close_vote(question)
    with pytest.raises(VoteOver):
        meeting.vote(meeting.people[6], question)


def test_a_ballot_sent_again_is_answered_again_and_counts_once(meeting, history, executor, entropy):
    question = entropy.identifier()
    meeting.arrive(*meeting.people[:17])
    meeting.take_chair(meeting.chair)
    meeting.open_vote(question)
    caller = meeting.caller(meeting.people[5], Role.COUNCIL_MEMBER, meeting.council)
    ballot = CastBallot(meeting=meeting.meeting, question=question, choice=Choice.FOR)
    first, again = (executor.perform(cast_ballot.handle, ballot, caller) for _ in range(2))
    assert (again.position, again.repeated) == (first.position, True)
    changed = CastBallot(meeting=meeting.meeting, question=question, choice=Choice.AGAINST)
    with pytest.raises(CommandReused):
        executor.perform(cast_ballot.handle, changed, caller)
    assert [type(event) for event in recorded(history, meeting)].count(BallotCast) == 1


def test_a_deputy_presides_when_the_chairs_absence_is_noted(meeting, entropy):
    meeting.arrive(*meeting.people[1:18])
    with pytest.raises(NobodyPresides):
        meeting.open_vote(entropy.identifier())
    meeting.note_absence(meeting.chair)
    meeting.take_chair(meeting.deputy)
    meeting.open_vote(entropy.identifier())


def test_a_number_belongs_to_one_meeting_of_the_council(meeting, history):
    with pytest.raises(AlreadyClaimed) as refused:
        meeting.convene(meeting=meeting.new_id(), number="7")
    assert refused.value.details["kind"] == "meeting-number"
    meeting.convene(meeting=meeting.new_id(), number="8")
    assert isinstance(recorded(history, meeting)[0], MeetingConvened)


def test_nobody_meets_in_a_council_that_does_not_exist(meeting):
    meeting.council = meeting.new_id()
    with pytest.raises(CouncilUnknown):
        meeting.convene(meeting=meeting.new_id(), number="8")


def test_nobody_comes_to_a_meeting_that_does_not_exist(meeting):
    meeting.meeting = meeting.new_id()
    with pytest.raises(MeetingUnknown):
        meeting.arrive(meeting.chair)


def test_a_member_keeps_no_attendance(meeting):
    member = meeting.people[5]
    with pytest.raises(NotPermitted):
        meeting.by(member, establish_quorum, establish_quorum.EstablishQuorum(meeting=meeting.meeting))


def test_a_role_in_another_council_is_none_here(meeting, executor):
    command = establish_quorum.EstablishQuorum(meeting=meeting.meeting)
    elsewhere = meeting.caller(meeting.secretary, Role.COUNCIL_SECRETARY, meeting.new_id())
    with pytest.raises(NotPermitted):
        executor.perform(establish_quorum.handle, command, elsewhere)


def test_a_closed_meeting_stays_closed(meeting):
    meeting.by_secretary(close_meeting, close_meeting.CloseMeeting(meeting=meeting.meeting))
    with pytest.raises(MeetingOver):
        meeting.arrive(meeting.chair)
