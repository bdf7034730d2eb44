"""Decisions on a meeting («решения о заседании»): calling it, who is there, who presides, whether it is competent."""

from dataclasses import dataclass

from aggregates.council.meeting.events import (
    AbsenceNoted,
    Excuse,
    MeetingClosed,
    MeetingConvened,
    MemberArrived,
    MemberLeft,
    PresidingTaken,
    QuorumEstablished,
    QuorumNotReached,
)
from aggregates.council.meeting.refusals import (
    AbsenceAlreadyNoted,
    AlreadyConvened,
    AlreadyPresent,
    AlreadyPresides,
    ChairNotAbsent,
    DayPassed,
    ItemRepeated,
    MayNotPreside,
    MeetingOver,
    MeetingUnknown,
    NobodyPresides,
    NotBegun,
    NotConducting,
    NotMember,
    NotPresent,
    PresentNotAbsent,
    VoteStillOpen,
)
from aggregates.council.meeting.state import Meeting
from aggregates.council.quorum import Quorum
from ledger.aggregate import Decided
from ledger.envelope import Rule
from ledger.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Membership:
    """Who sits in the council now («состав»): the composition's number, its members, and who holds which office."""

    composition: int
    members: frozenset[str]
    chair: str
    deputy_chair: str
    secretary: str


def known(meeting: Meeting | None, identifier: str) -> Meeting:
    """Return the meeting.

    Raises:
        MeetingUnknown: it was never convened.

    """
    if meeting is None:
        raise MeetingUnknown(meeting=identifier)
    return meeting


def going_on(meeting: Meeting) -> Meeting:
    """Return the meeting if it is not over.

    Raises:
        MeetingOver: it was closed, and its record with it.

    """
    if meeting.is_over:
        raise MeetingOver(number=meeting.number)
    return meeting


def convene(meeting: Meeting | None, convened: MeetingConvened, *, stamp: Stamp) -> list[Decided]:
    """Call a meeting on a day, with its agenda (KES-040).

    Raises:
        AlreadyConvened, DayPassed, ItemRepeated: it cannot be called so.

    """
    if meeting is not None:
        raise AlreadyConvened(number=meeting.number, on=meeting.on)
    if convened.on < stamp.on:
        raise DayPassed(on=convened.on, today=stamp.on)
    seen: set[str] = set()
    for item in convened.agenda:
        if item.item in seen:
            raise ItemRepeated(item=item.item)
        seen.add(item.item)
    return [Decided(convened)]


def arrive(meeting: Meeting, membership: Membership, members: tuple[str, ...], *, stamp: Stamp) -> list[Decided]:
    """Let members take part from now on (KES-033); an absence that was noted is thereby over.

    Raises:
        MeetingOver, NotBegun, NotMember, AlreadyPresent: one of them cannot arrive, so none is recorded.

    """
    going_on(meeting)
    if stamp.on < meeting.on:
        raise NotBegun(on=meeting.on, today=stamp.on)
    here = set(meeting.present)
    for member in members:
        if member not in membership.members:
            raise NotMember(person=member)
        if member in here:
            raise AlreadyPresent(member=member)
        here.add(member)
    return [Decided(MemberArrived(member)) for member in members]


def leave(meeting: Meeting, member: str) -> list[Decided]:
    """Let a member go (KES-034): a ballot already cast stays, one not yet cast can only be cast after coming back.

    Raises:
        MeetingOver, NotPresent: the member cannot leave.

    """
    going_on(meeting)
    if member not in meeting.present:
        raise NotPresent(member=member)
    return [Decided(MemberLeft(member))]


def note_absence(meeting: Meeting, membership: Membership, member: str, excuse: Excuse) -> list[Decided]:
    """Put a member's absence on record (KES-014): of one who never came, or who left.

    Raises:
        MeetingOver, NotMember, PresentNotAbsent, AbsenceAlreadyNoted: there is nothing to note.

    """
    going_on(meeting)
    if member not in membership.members:
        raise NotMember(person=member)
    if member in meeting.present:
        raise PresentNotAbsent(member=member)
    if member in meeting.absent:
        raise AbsenceAlreadyNoted(member=member)
    return [Decided(AbsenceNoted(member, excuse))]


def take_chair(meeting: Meeting, membership: Membership, *, stamp: Stamp) -> list[Decided]:
    """Let the caller preside (KES-014): the chair, or the deputy chair when the chair's absence is on record.

    Raises:
        MeetingOver, MayNotPreside, NotPresent, ChairNotAbsent, AlreadyPresides: another has to preside.

    """
    going_on(meeting)
    member = stamp.actor
    _require_may_preside(meeting, membership, member)
    if member == meeting.presiding:
        raise AlreadyPresides
    office = "chair" if member == membership.chair else "deputy-chair"
    return [Decided(PresidingTaken(member), Rule("KES-014", membership.composition, office))]


def presiding(meeting: Meeting, membership: Membership) -> str:
    """Return who presides now and still may: a deputy no longer does when the chair has come.

    Raises:
        NobodyPresides, MayNotPreside, NotPresent, ChairNotAbsent: somebody else has to take the chair first.

    """
    if meeting.presiding is None:
        raise NobodyPresides
    _require_may_preside(meeting, membership, meeting.presiding)
    return meeting.presiding


def quorum(meeting: Meeting, membership: Membership) -> Quorum:
    """Return how many of the composition in force are present; whoever left the council does not count."""
    return Quorum(len(membership.members), len(meeting.present & membership.members))


def establish_quorum(meeting: Meeting, membership: Membership) -> list[Decided]:
    """Put on record whether the meeting is competent (KES-033) or not (KES-034).

    Raises:
        MeetingOver: the record is closed.

    """
    counted = quorum(going_on(meeting), membership)
    outcome = QuorumEstablished if counted.reached else QuorumNotReached
    event = outcome(counted.total, counted.present, counted.needed)
    return [Decided(event, quorum_rule(counted, membership))]


def quorum_rule(counted: Quorum, membership: Membership) -> Rule:
    """Return the rule of the quorum, with the composition it was measured by and the number that it asks for."""
    return Rule("KES-033", membership.composition, str(counted.needed))


def close(meeting: Meeting, membership: Membership, *, stamp: Stamp) -> list[Decided]:
    """End the meeting (KES-040).

    Raises:
        MeetingOver, VoteStillOpen, NotConducting: it cannot end, or not by the caller.

    """
    question = going_on(meeting).open_question
    if question is not None:
        raise VoteStillOpen(question=question)
    require_conducting(meeting, membership, stamp)
    return [Decided(MeetingClosed())]


def require_conducting(meeting: Meeting, membership: Membership, stamp: Stamp) -> None:
    """Pass who presides, and the secretary, who keeps the record (KES-015, KES-016).

    Raises:
        NotConducting: the caller is neither.

    """
    if stamp.actor not in {meeting.presiding, membership.secretary}:
        raise NotConducting


def _require_may_preside(meeting: Meeting, membership: Membership, member: str) -> None:
    if member not in {membership.chair, membership.deputy_chair}:
        raise MayNotPreside
    if member not in meeting.present:
        raise NotPresent(member=member)
    if member == membership.deputy_chair and membership.chair not in meeting.absent:
        raise ChairNotAbsent
