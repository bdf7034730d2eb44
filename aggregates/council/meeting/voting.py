"""Decisions on open votes («открытое голосование»): putting a question, casting ballots, counting them."""

from collections import Counter

from aggregates.council.meeting.decisions import (
    Membership,
    going_on,
    presiding,
    quorum,
    quorum_rule,
    require_conducting,
)
from aggregates.council.meeting.events import (
    BallotCast,
    Choice,
    DecisionAdopted,
    DecisionNotAdopted,
    Tally,
    VoteClosed,
    VoteOpened,
)
from aggregates.council.meeting.refusals import (
    AlreadyVoted,
    ItemUnknown,
    NoQuorum,
    NotEntitled,
    NotPresent,
    QuestionRepeated,
    QuestionUnknown,
    VoteOver,
    VoteStillOpen,
)
from aggregates.council.meeting.state import Meeting, Vote
from aggregates.council.quorum import majority
from ledger.aggregate import Decided
from ledger.envelope import Rule
from ledger.stamp import Stamp


def open_vote(
    meeting: Meeting, membership: Membership, *, question: str, item: str, motion: str, stamp: Stamp
) -> list[Decided]:
    """Put a question of the agenda to the vote of the members present (KES-034, KES-037), one question at a time.

    Raises:
        MeetingOver, VoteStillOpen, ItemUnknown, QuestionRepeated: the question cannot be put now.
        NoQuorum: not more than two thirds are present.
        NobodyPresides, MayNotPreside, ChairNotAbsent, NotConducting: nobody leads, or it is not the caller who does.

    """
    if (going := going_on(meeting).open_question) is not None:
        raise VoteStillOpen(question=going)
    if item not in meeting.agenda:
        raise ItemUnknown(item=item)
    if question in meeting.votes:
        raise QuestionRepeated(question=question)
    counted = quorum(meeting, membership)
    if not counted.reached:
        raise NoQuorum(total=counted.total, present=counted.present, needed=counted.needed, missing=counted.missing)
    leader = presiding(meeting, membership)
    require_conducting(meeting, membership, stamp)
    entitled = tuple(sorted(meeting.present & membership.members))
    opened = VoteOpened(question, item, motion, leader, membership.composition, counted.total, counted.needed, entitled)
    return [Decided(opened, quorum_rule(counted, membership))]


def cast(meeting: Meeting, *, question: str, choice: Choice, reason: str | None, stamp: Stamp) -> list[Decided]:
    """Cast the caller's own ballot, once and for good (KES-037).

    Raises:
        MeetingOver, QuestionUnknown, VoteOver: there is no such vote now.
        NotEntitled, NotPresent, AlreadyVoted: the caller has no ballot to cast.

    """
    vote = _going_vote(meeting, question)
    member = stamp.actor
    if member not in vote.entitled:
        raise NotEntitled(question=question)
    if member in vote.ballots:
        raise AlreadyVoted(question=question, choice=WORDS[vote.ballots[member]])
    if member not in meeting.present:
        raise NotPresent(member=member)
    return [Decided(BallotCast(question, member, choice, reason), Rule("KES-037", vote.composition, "1"))]


def close_vote(meeting: Meeting, membership: Membership, *, question: str, stamp: Stamp) -> list[Decided]:
    """End the vote, count it and record the decision (KES-035, KES-036).

    Raises:
        MeetingOver, QuestionUnknown, VoteOver: there is no such vote now.
        NotConducting: the caller does not lead the vote.

    """
    vote = _going_vote(meeting, question)
    require_conducting(meeting, membership, stamp)
    tally = count(vote)
    return [Decided(VoteClosed(question, tally)), outcome(question, vote, tally)]


def count(vote: Vote) -> Tally:
    """Return the tally: everybody entitled took part, also who kept silent."""
    choices = Counter(vote.ballots.values())
    return Tally(len(vote.entitled), choices[Choice.FOR], choices[Choice.AGAINST], choices[Choice.ABSTAINED])


def outcome(question: str, vote: Vote, tally: Tally) -> Decided:
    """Return what the vote established: a majority of the participants carries, the presiding member breaks a tie.

    The presiding member's ballot counts once, as cast; a tie that it does not break fails.
    """
    if tally.in_favour == tally.against:
        rule = Rule("KES-036", vote.composition, f"{tally.in_favour}:{tally.against}")
        match vote.ballots.get(vote.presiding):
            case Choice.FOR:
                return Decided(DecisionAdopted(question, casting_vote=vote.presiding), rule)
            case Choice.AGAINST:
                return Decided(DecisionNotAdopted(question, casting_vote=vote.presiding), rule)
            case _:
                return Decided(DecisionNotAdopted(question, casting_vote=None), rule)
    needed = majority(tally.participants)
    decision = DecisionAdopted if tally.in_favour >= needed else DecisionNotAdopted
    return Decided(decision(question, casting_vote=None), Rule("KES-035", vote.composition, str(needed)))


WORDS = {Choice.FOR: "за", Choice.AGAINST: "против", Choice.ABSTAINED: "воздержался"}
"""What a choice is called in messages."""


def _going_vote(meeting: Meeting, question: str) -> Vote:
    vote = going_on(meeting).votes.get(question)
    if vote is None:
        raise QuestionUnknown(question=question)
    if not vote.is_open:
        raise VoteOver(question=question)
    return vote
