"""Twenty-four members press the button in the same second: every ballot is kept, once, and the count is exact."""

from concurrent.futures import ThreadPoolExecutor
from copy import copy
from threading import Barrier

import pytest

from aggregates.catalogue import CATALOGUE
from aggregates.council.meeting.events import BallotCast, Choice, DecisionAdopted, Tally, VoteClosed
from aggregates.council.meeting.refusals import AlreadyVoted, VoteOver
from commands.executor import Executor
from commands.memory import Memory
from commands.sealing import Sealer
from ledger.history import Receipt


@pytest.fixture
def doors(meeting, history, keyring, entropy):
    """Two processes that serve the same meeting and share no memory."""
    other = copy(meeting)
    other.executor = Executor(history, CATALOGUE, Sealer(keyring), Memory(), entropy)
    return meeting, other


@pytest.fixture
def question(meeting):
    """A question put to all twenty-four."""
    question = meeting.new_id()
    meeting.arrive(*meeting.people)
    meeting.take_chair(meeting.chair)
    meeting.open_vote(question)
    return question


def all_at_once(*acts):
    """Return what each act answers, refusals of ballots included, when all of them start together."""
    start = Barrier(len(acts))

    def run(act):
        start.wait(timeout=30)
        try:
            return act()
        except (AlreadyVoted, VoteOver) as refusal:
            return refusal

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def recorded(history, chamber):
    return [one.event for one in history.stream(f"meeting-{chamber.meeting}")]


def test_twenty_four_ballots_at_once_are_all_kept(doors, question, history):
    meeting, other = doors
    choices = [Choice.FOR] * 13 + [Choice.AGAINST] * 8 + [Choice.ABSTAINED] * 3
    ballots = dict(zip(meeting.people, choices, strict=True))

    receipts = all_at_once(
        *(
            lambda door=door, person=person, choice=choice: door.vote(person, question, choice)
            for door, (person, choice) in zip([meeting, other] * 12, ballots.items(), strict=True)
        )
    )

    assert len({receipt.position for receipt in receipts}) == 24
    meeting.close_vote(question)
    events = recorded(history, meeting)
    assert {event.member: event.choice for event in events if isinstance(event, BallotCast)} == ballots
    assert events[-2:] == [VoteClosed(question, Tally(24, 13, 8, 3)), DecisionAdopted(question, None)]


def test_a_vote_closed_amid_ballots_counts_exactly_those_that_were_kept(doors, question, history):
    meeting, other = doors

    *answers, closed = all_at_once(
        *(lambda person=person: meeting.vote(person, question) for person in meeting.people),
        lambda: other.close_vote(question),
    )

    assert closed.count == 2
    kept = [type(answer) for answer in answers].count(Receipt)
    assert kept + [type(answer) for answer in answers].count(VoteOver) == 24
    events = recorded(history, meeting)
    assert [type(event) for event in events].count(BallotCast) == kept
    assert VoteClosed(question, Tally(24, kept, 0, 0)) in events


def test_one_member_voting_three_ways_at_once_has_one_ballot(doors, question, history):
    meeting, other = doors
    member = meeting.people[5]

    answers = all_at_once(
        lambda: meeting.vote(member, question, Choice.FOR),
        lambda: other.vote(member, question, Choice.AGAINST),
        lambda: meeting.vote(member, question, Choice.ABSTAINED),
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyVoted", "AlreadyVoted", "Receipt"]
    assert [type(event) for event in recorded(history, meeting)].count(BallotCast) == 1
