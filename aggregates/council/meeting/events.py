"""Events of a council meeting («заседание совета»): attendance, quorum, open votes, decisions."""

from datetime import date
from enum import StrEnum
from typing import ClassVar, get_args

import msgspec

from ledger.event import Count, Event, Identifier, Line, Text


class Choice(StrEnum):
    """A ballot («голос», KES-035, KES-037)."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"


class Excuse(StrEnum):
    """Whether an absence is excused («причина отсутствия»); why exactly is nobody's business but the member's."""

    EXCUSED = "excused"
    NOT_EXCUSED = "not-excused"


class AgendaItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One item of the agenda («вопрос повестки»)."""

    item: Identifier
    title: Line


class Tally(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The count of an open vote: `participants` is the base of the majority (KES-035)."""

    participants: Count
    in_favour: Count
    against: Count
    abstained: Count


class MeetingConvened(Event, frozen=True):
    """A meeting is called («заседание созвано», KES-040)."""

    name: ClassVar[str] = "meeting.convened.v1"

    council: Identifier
    number: Line
    on: date
    agenda: tuple[AgendaItem, ...]


class MemberArrived(Event, frozen=True):
    """A member takes part from now on («участник прибыл», KES-033)."""

    name: ClassVar[str] = "meeting.member-arrived.v1"

    member: Identifier


class MemberLeft(Event, frozen=True):
    """A member no longer takes part («участник убыл», KES-034)."""

    name: ClassVar[str] = "meeting.member-left.v1"

    member: Identifier


class AbsenceNoted(Event, frozen=True):
    """A member is absent from the meeting («отсутствие отмечено», KES-014)."""

    name: ClassVar[str] = "meeting.absence-noted.v1"

    member: Identifier
    excuse: Excuse


class PresidingTaken(Event, frozen=True):
    """The chair, or the deputy in the chair's noted absence, presides («определён председательствующий», KES-014)."""

    name: ClassVar[str] = "meeting.presiding-taken.v1"

    member: Identifier


class QuorumEstablished(Event, frozen=True):
    """More than two thirds are present («кворум имеется», KES-033)."""

    name: ClassVar[str] = "meeting.quorum-established.v1"

    total: Count
    present: Count
    needed: Count


class QuorumNotReached(Event, frozen=True):
    """The meeting is recorded as not competent («кворума нет», KES-034)."""

    name: ClassVar[str] = "meeting.quorum-not-reached.v1"

    total: Count
    present: Count
    needed: Count


class VoteOpened(Event, frozen=True):
    """A question is put to an open vote («голосование открыто», KES-037).

    What holds at this moment holds for the whole vote: `entitled` are the members present, more than two thirds of
    the `total` of the composition with that number (`needed` at least), and `presiding` breaks a tie.
    """

    name: ClassVar[str] = "meeting.vote-opened.v1"

    question: Identifier
    item: Identifier
    motion: Text
    presiding: Identifier
    composition: Count
    total: Count
    needed: Count
    entitled: tuple[Identifier, ...]


class BallotCast(Event, frozen=True):
    """One member's named ballot, never changed («голос подан», KES-037)."""

    name: ClassVar[str] = "meeting.ballot-cast.v1"

    question: Identifier
    member: Identifier
    choice: Choice
    reason: Line | None


class VoteClosed(Event, frozen=True):
    """The vote is over and counted («голосование закрыто»)."""

    name: ClassVar[str] = "meeting.vote-closed.v1"

    question: Identifier
    tally: Tally


class DecisionAdopted(Event, frozen=True):
    """The motion is carried («решение принято», KES-035); `casting_vote` names the presiding member who broke a tie."""

    name: ClassVar[str] = "meeting.decision-adopted.v1"

    question: Identifier
    casting_vote: Identifier | None


class DecisionNotAdopted(Event, frozen=True):
    """The motion fails («решение не принято», KES-035, KES-036)."""

    name: ClassVar[str] = "meeting.decision-not-adopted.v1"

    question: Identifier
    casting_vote: Identifier | None


class MeetingClosed(Event, frozen=True):
    """The meeting is over («заседание закрыто»)."""

    name: ClassVar[str] = "meeting.closed.v1"


MeetingEvent = (
    MeetingConvened
    | MemberArrived
    | MemberLeft
    | AbsenceNoted
    | PresidingTaken
    | QuorumEstablished
    | QuorumNotReached
    | VoteOpened
    | BallotCast
    | VoteClosed
    | DecisionAdopted
    | DecisionNotAdopted
    | MeetingClosed
)
EVENTS: tuple[type[Event], ...] = get_args(MeetingEvent)
