"""State of a meeting («состояние заседания»): who is there, who presides, how the votes stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from aggregates.council.meeting.events import (
    AbsenceNoted,
    BallotCast,
    Choice,
    DecisionAdopted,
    DecisionNotAdopted,
    MeetingClosed,
    MeetingConvened,
    MeetingEvent,
    MemberArrived,
    MemberLeft,
    PresidingTaken,
    QuorumEstablished,
    QuorumNotReached,
    VoteClosed,
    VoteOpened,
)
from ledger.aggregate import Aggregate


@dataclass(frozen=True, slots=True)
class Vote:
    """One open vote: what held when it opened, and the ballots cast since."""

    presiding: str
    composition: int
    entitled: frozenset[str]
    ballots: Mapping[str, Choice]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the rules need to know of the meeting; `present` may name people whom a later composition leaves out."""

    council: str
    number: str
    on: date
    agenda: frozenset[str]
    present: frozenset[str]
    absent: frozenset[str]
    presiding: str | None
    votes: Mapping[str, Vote]
    is_over: bool

    @property
    def open_question(self) -> str | None:
        """The question that is being voted on, if any."""
        return next((question for question, vote in self.votes.items() if vote.is_open), None)


def fold(meeting: Meeting | None, events: Iterable[tuple[int, MeetingEvent]]) -> Meeting | None:
    """Return the meeting after *events*."""
    draft = _Draft(meeting)
    for _, event in events:
        draft.add(event)
    return draft.meeting()


MEETING = Aggregate("meeting", fold)


class _Draft:
    """The meeting while events are being folded into it."""

    def __init__(self, meeting: Meeting | None) -> None:
        self._convened = meeting
        self._present = set(meeting.present if meeting else ())
        self._absent = set(meeting.absent if meeting else ())
        self._presiding = meeting.presiding if meeting else None
        self._votes = dict(meeting.votes if meeting else {})
        self._is_over = meeting.is_over if meeting else False

    def meeting(self) -> Meeting | None:
        """Return what the events have led to."""
        return self._convened and replace(
            self._convened,
            present=frozenset(self._present),
            absent=frozenset(self._absent),
            presiding=self._presiding,
            votes=dict(self._votes),
            is_over=self._is_over,
        )

    def add(self, event: MeetingEvent) -> None:
        """Add one event."""
        match event:
            case MeetingConvened():
                agenda = frozenset(item.item for item in event.agenda)
                nobody = frozenset[str]()
                self._convened = Meeting(
                    event.council, event.number, event.on, agenda, nobody, nobody, None, {}, is_over=False
                )
            case MemberArrived() | MemberLeft() | AbsenceNoted() | PresidingTaken():
                self._attend(event)
            case VoteOpened() | BallotCast() | VoteClosed():
                self._vote(event)
            case QuorumEstablished() | QuorumNotReached() | DecisionAdopted() | DecisionNotAdopted():
                pass  # figures for the record; the rules count again
            case MeetingClosed():
                self._is_over = True
            case _:
                assert_never(event)

    def _attend(self, event: MemberArrived | MemberLeft | AbsenceNoted | PresidingTaken) -> None:
        match event:
            case MemberArrived():
                self._present.add(event.member)
                self._absent.discard(event.member)
            case MemberLeft():
                self._present.discard(event.member)
                if self._presiding == event.member:
                    self._presiding = None
            case AbsenceNoted():
                self._absent.add(event.member)
            case PresidingTaken():
                self._presiding = event.member
            case _:
                assert_never(event)

    def _vote(self, event: VoteOpened | BallotCast | VoteClosed) -> None:
        match event:
            case VoteOpened():
                self._votes[event.question] = Vote(
                    event.presiding, event.composition, frozenset(event.entitled), {}, is_open=True
                )
            case BallotCast():
                vote = self._votes[event.question]
                ballots = {**vote.ballots, event.member: event.choice}
                self._votes[event.question] = replace(vote, ballots=ballots)
            case VoteClosed():
                self._votes[event.question] = replace(self._votes[event.question], is_open=False)
            case _:
                assert_never(event)
