"""Council decisions («решения совета») as a book: meetings, who was there, quorum, votes by name, what was decided."""

from collections.abc import Sequence
from enum import StrEnum

from aggregates.council.meeting.events import (
    AbsenceNoted,
    BallotCast,
    DecisionAdopted,
    DecisionNotAdopted,
    MeetingClosed,
    MeetingConvened,
    MemberArrived,
    MemberLeft,
    PresidingTaken,
    QuorumEstablished,
    QuorumNotReached,
    VoteClosed,
    VoteOpened,
)
from projections.act import Act
from projections.book import Book, Changes, Table

MEETING = Table(
    "meeting",
    {
        "meeting": "text",
        "council": "text",
        "number": "text",
        "held_on": "date",
        "is_over": "boolean",
        "version": "integer",
    },
    key=1,
    indexes=(("council", "held_on"),),
)
ITEM = Table("item", {"meeting": "text", "item": "text", "place": "smallint", "title": "text"}, key=2)
ATTENDANCE = Table(
    "attendance",
    {
        "meeting": "text",
        "version": "integer",
        "member": "text",
        "presence": "text",
        "excuse": "text",
        "recorded_at": "timestamptz",
    },
    key=2,
)
QUORUM = Table(
    "quorum",
    {
        "meeting": "text",
        "version": "integer",
        "reached": "boolean",
        "composition": "integer",
        "total": "integer",
        "present": "integer",
        "needed": "integer",
        "recorded_at": "timestamptz",
    },
    key=2,
)
QUESTION = Table(
    "question",
    {
        "meeting": "text",
        "question": "text",
        "version": "integer",
        "item": "text",
        "motion": "text",
        "presiding": "text",
        "composition": "integer",
        "total": "integer",
        "present": "integer",
        "needed": "integer",
        "opened_at": "timestamptz",
        "participants": "integer",
        "in_favour": "integer",
        "against": "integer",
        "abstained": "integer",
        "adopted": "boolean",
        "casting_vote": "text",
        "rule": "text",
        "decided_at": "timestamptz",
        "position": "bigint",
    },
    key=2,
    indexes=(("position",),),
)
BALLOT = Table(
    "ballot",
    {
        "meeting": "text",
        "question": "text",
        "member": "text",
        "choice": "text",
        "reason": "text",
        "cast_at": "timestamptz",
    },
    key=3,
)


class Presence(StrEnum):
    """What a line of the attendance list tells («явка»)."""

    ARRIVED = "arrived"
    LEFT = "left"
    ABSENT = "absent"
    PRESIDES = "presides"


def fold(acts: Sequence[Act], changes: Changes) -> None:
    """Write a meeting down as it goes."""
    versions: dict[str, int] = {}
    for act in acts:
        meeting = _meeting(act)
        match act.event:
            case MeetingConvened(council=council, number=number, on=on, agenda=agenda):
                changes[MEETING.name].insert((meeting, council, number, on, False, act.version))
                for place, item in enumerate(agenda, start=1):
                    changes[ITEM.name].insert((meeting, item.item, place, item.title))
            case MemberArrived() | MemberLeft() | AbsenceNoted() | PresidingTaken():
                _fold_attendance(act, changes)
            case QuorumEstablished() | QuorumNotReached():
                _fold_quorum(act, changes)
            case MeetingClosed():
                changes[MEETING.name].patch((meeting,), is_over=True)
            case _:
                _fold_vote(act, changes)
        versions[meeting] = act.version
    for meeting, version in versions.items():
        changes[MEETING.name].patch((meeting,), version=version)


def _fold_attendance(act: Act, changes: Changes) -> None:
    excuse = None
    match act.event:
        case MemberArrived(member=member):
            presence = Presence.ARRIVED
        case MemberLeft(member=member):
            presence = Presence.LEFT
        case AbsenceNoted(member=member):
            presence, excuse = Presence.ABSENT, act.event.excuse.value
        case PresidingTaken(member=member):
            presence = Presence.PRESIDES
        case _:
            raise AssertionError
    changes[ATTENDANCE.name].insert((_meeting(act), act.version, member, presence.value, excuse, act.recorded_at))


def _fold_quorum(act: Act, changes: Changes) -> None:
    assert isinstance(act.event, QuorumEstablished | QuorumNotReached)
    assert act.rule is not None
    counted, reached = act.event, isinstance(act.event, QuorumEstablished)
    figures = (act.rule.version, counted.total, counted.present, counted.needed)
    changes[QUORUM.name].insert((_meeting(act), act.version, reached, *figures, act.recorded_at))


def _fold_vote(act: Act, changes: Changes) -> None:
    questions, ballots, meeting = changes[QUESTION.name], changes[BALLOT.name], _meeting(act)
    match act.event:
        case VoteOpened() as event:
            figures = (event.composition, event.total, len(event.entitled), event.needed)
            asked = (event.question, act.version, event.item, event.motion, event.presiding, *figures, act.recorded_at)
            questions.insert((meeting, *asked, *(None,) * 9))
            for member in event.entitled:
                ballots.insert((meeting, event.question, member, None, None, None))
        case BallotCast(question=question, member=member, choice=choice, reason=reason):
            key = (meeting, question, member)
            ballots.patch(key, choice=choice.value, reason=reason, cast_at=act.recorded_at)
        case VoteClosed(question=question, tally=tally):
            questions.patch(
                (meeting, question),
                participants=tally.participants,
                in_favour=tally.in_favour,
                against=tally.against,
                abstained=tally.abstained,
            )
        case DecisionAdopted(question=question, casting_vote=casting_vote):
            _decide(act, changes, question, casting_vote, adopted=True)
        case DecisionNotAdopted(question=question, casting_vote=casting_vote):
            _decide(act, changes, question, casting_vote, adopted=False)
        case _:
            raise AssertionError


def _decide(act: Act, changes: Changes, question: str, casting_vote: str | None, *, adopted: bool) -> None:
    assert act.rule is not None
    changes[QUESTION.name].patch(
        (_meeting(act), question),
        adopted=adopted,
        casting_vote=casting_vote,
        rule=act.rule.code,
        decided_at=act.recorded_at,
        position=act.position,
    )


def _meeting(act: Act) -> str:
    return act.stream[len("meeting-") :]


COUNCIL_DECISIONS = Book(
    name="council_decisions",
    version=1,
    tables=(MEETING, ITEM, ATTENDANCE, QUORUM, QUESTION, BALLOT),
    events=frozenset(
        {
            *(MeetingConvened, MemberArrived, MemberLeft, AbsenceNoted, PresidingTaken, MeetingClosed),
            *(QuorumEstablished, QuorumNotReached),
            *(VoteOpened, BallotCast, VoteClosed, DecisionAdopted, DecisionNotAdopted),
        }
    ),
    fold=fold,
)
