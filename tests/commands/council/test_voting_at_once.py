"""Twenty-four members press the button in the same second: every ballot is kept, once, and the count is exact."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from aggregates.council.meeting.events import BallotCast, Choice, DecisionAdopted, Tally, VoteClosed
from aggregates.council.meeting.refusals import AlreadyVoted
from ledger.history import Receipt


def all_at_once(*acts):
    """Return what each act answers, refusals included, when all of them start together."""
    start = Barrier(len(acts))

    def run(act):
        start.wait(timeout=30)
        try:
            return act()
        except AlreadyVoted as refusal:
            return refusal

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def put_question(chamber, question):
    chamber.arrive(*chamber.people)
    chamber.take_chair(chamber.chair)
    chamber.open_vote(question)


def test_twenty_four_ballots_at_once_are_all_kept(meeting, history, entropy):
    question = entropy.identifier()
    put_question(meeting, question)
    choices = [Choice.FOR] * 13 + [Choice.AGAINST] * 8 + [Choice.ABSTAINED] * 3
    acts = [
        lambda p=person, c=choice: meeting.vote(p, question, c)
        for person, choice in zip(meeting.people, choices, strict=True)
    ]

    receipts = all_at_once(*acts)

    assert len({receipt.position for receipt in receipts}) == 24
    meeting.close_vote(question)
    events = [one.event for one in history.stream(f"meeting-{meeting.meeting}")]
    ballots = {event.member: event.choice for event in events if isinstance(event, BallotCast)}
    assert ballots == dict(zip(meeting.people, choices, strict=True))
    assert events[-2:] == [VoteClosed(question, Tally(24, 13, 8, 3)), DecisionAdopted(question, None)]


def test_one_member_voting_twice_at_once_has_one_ballot(meeting, history, entropy):
    question = entropy.identifier()
    put_question(meeting, question)
    member = meeting.people[5]

    answers = all_at_once(*[lambda c=choice: meeting.vote(member, question, c) for choice in Choice])

    assert [type(answer) for answer in answers].count(Receipt) == 1
    assert [type(answer) for answer in answers].count(AlreadyVoted) == 2
    events = [one.event for one in history.stream(f"meeting-{meeting.meeting}")]
    assert [type(event) for event in events].count(BallotCast) == 1
