"""A council of twenty-four and its meeting on 17 November: shared people, days and sittings."""

from datetime import UTC, date, datetime

from aggregates.council.meeting.decisions import Membership
from aggregates.council.meeting.events import (
    AbsenceNoted,
    AgendaItem,
    BallotCast,
    Excuse,
    MeetingConvened,
    MemberArrived,
    PresidingTaken,
    VoteOpened,
)
from aggregates.council.meeting.state import MEETING
from ledger.stamp import Stamp
from tests import scenario

CHAIR, DEPUTY, SECRETARY = "chair", "deputy", "secretary"
PEOPLE = (CHAIR, DEPUTY, SECRETARY, *(f"member-{number:02}" for number in range(4, 25)))
COUNCIL, PROGRAMME, BUDGET, MOTION = "council-1", "item-programme", "item-budget", "Выдать сертификат"
EVE, DAY = date(2026, 11, 16), date(2026, 11, 17)
QUESTION = "question-1"

CONVENED = MeetingConvened(
    COUNCIL, "7", DAY, (AgendaItem(PROGRAMME, "О программе курсов"), AgendaItem(BUDGET, "О плане работы"))
)
CHAIR_AWAY = AbsenceNoted(CHAIR, Excuse.EXCUSED)
CHAIR_PRESIDES, DEPUTY_PRESIDES = PresidingTaken(CHAIR), PresidingTaken(DEPUTY)


def by(actor, on=DAY):
    """The stamp of *actor* on a day, at noon."""
    return Stamp(actor, "council-member", datetime(on.year, on.month, on.day, 9, tzinfo=UTC), on, "command-1")


def composition(size=24, number=1):
    """The first *size* of the council's people, by the order with that number."""
    return Membership(number, frozenset(PEOPLE[:size]), CHAIR, DEPUTY, SECRETARY)


def arrived(*members):
    return tuple(MemberArrived(member) for member in members)


def sitting_of(number):
    """A meeting with the chair presiding and *number* people there, officers first."""
    return (CONVENED, *arrived(*PEOPLE[:number]), CHAIR_PRESIDES)


def without_the_chair(number):
    """A meeting with the deputy presiding and *number* people there, the chair's absence noted."""
    return (CONVENED, CHAIR_AWAY, *arrived(*PEOPLE[1 : number + 1]), DEPUTY_PRESIDES)


def vote_of(entitled, presiding=CHAIR, question=QUESTION):
    """The question as put to those people."""
    return VoteOpened(question, PROGRAMME, MOTION, presiding, 1, 24, 17, tuple(sorted(entitled)))


def ballots(question=QUESTION, **choices):
    """Ballots for, against, abstained: each a sequence of members."""
    return tuple(
        BallotCast(question, member, choice, None) for choice, members in choices.items() for member in members
    )


def voted(entitled, presiding=CHAIR, **choices):
    """A sitting in which *entitled* were asked and have answered so."""
    sitting = sitting_of(len(entitled)) if presiding == CHAIR else without_the_chair(len(entitled))
    return (*sitting, vote_of(entitled, presiding), *ballots(**choices))


def meeting_after(*events):
    return given(*events).state


def given(*events):
    return scenario.given(MEETING, *events)


def rules(outcome):
    return [decided.rule for decided in outcome.decided]
