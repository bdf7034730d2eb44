"""Council («совет») of the demo: what its people do, from the order that composes it to a closed meeting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from aggregates.council.council.events import Office
from aggregates.council.meeting.events import Choice
from aggregates.rights import Role
from api.demo.deed import Deed, Handle, grant
from api.profiles.council import CouncilProfile
from commands.command import Command
from commands.council import (
    approve_composition,
    cast_ballot,
    close_meeting,
    close_vote,
    convene_meeting,
    establish_council,
    open_vote,
    register_arrival,
    take_chair,
)
from commands.people import register_people

_ROLES = {
    Office.CHAIR: Role.COUNCIL_CHAIR,
    Office.DEPUTY_CHAIR: Role.COUNCIL_DEPUTY_CHAIR,
    Office.SECRETARY: Role.COUNCIL_SECRETARY,
    Office.MEMBER: Role.COUNCIL_MEMBER,
}


class Agenda(NamedTuple):
    """The one question of a meeting: ids of meeting, item and question; the item's title and the motion."""

    meeting: str
    item: str
    question: str
    title: str
    motion: str


@dataclass(frozen=True, slots=True)
class Council:
    """The council with its people, in the order of their seats."""

    id: str
    institution: str
    persons: tuple[str, ...]
    profile: CouncilProfile

    @property
    def chair(self) -> str:
        """The chair."""
        return self._holder(Office.CHAIR)

    @property
    def secretary(self) -> str:
        """The secretary, who also keeps the cards of the council's people."""
        return self._holder(Office.SECRETARY)

    def role(self, person: str) -> Role:
        """Return the role of a member."""
        return _ROLES[self.profile.seats[self.persons.index(person)].office]

    def founding(self) -> Iterator[Deed]:
        """Yield how the council comes to be."""
        profile, persons = self.profile, self.persons
        clerk, ministry = grant(Role.SECRETARY, self.institution), grant(Role.MINISTRY, self.institution)
        registering = profile.registering(institution=self.institution, persons=persons)
        yield Deed(register_people.handle, registering, self.secretary, clerk)
        establishing = profile.establishing(council=self.id, institution=self.institution)
        yield Deed(establish_council.handle, establishing, self.secretary, ministry)
        composing = profile.composing(council=self.id, persons=persons)
        yield Deed(approve_composition.handle, composing, self.secretary, ministry)

    def convene(self, agenda: Agenda, number: str, on: date) -> Deed:
        """Return the secretary's call to a meeting."""
        item = convene_meeting.AgendaItem(item=agenda.item, title=agenda.title)
        command = convene_meeting.ConveneMeeting(
            meeting=agenda.meeting, council=self.id, number=number, on=on, agenda=(item,)
        )
        return self._by(self.secretary, convene_meeting.handle, command)

    def arrive(self, agenda: Agenda, members: Sequence[str]) -> Deed:
        """Return the secretary's note that members have come."""
        command = register_arrival.RegisterArrival(meeting=agenda.meeting, members=tuple(members))
        return self._by(self.secretary, register_arrival.handle, command)

    def take_chair(self, agenda: Agenda, person: str) -> Deed:
        """Return how a member begins to preside."""
        return self._by(person, take_chair.handle, take_chair.TakeChair(meeting=agenda.meeting))

    def open_vote(self, agenda: Agenda) -> Deed:
        """Return how the chair puts the question."""
        command = open_vote.OpenVote(
            meeting=agenda.meeting, question=agenda.question, item=agenda.item, motion=agenda.motion
        )
        return self._by(self.chair, open_vote.handle, command)

    def vote(self, agenda: Agenda, choices: Sequence[tuple[str, Choice]]) -> Iterator[Deed]:
        """Yield the ballots, the end of the vote and of the meeting."""
        for member, choice in choices:
            ballot = cast_ballot.CastBallot(meeting=agenda.meeting, question=agenda.question, choice=choice)
            yield self._by(member, cast_ballot.handle, ballot)
        closing = close_vote.CloseVote(meeting=agenda.meeting, question=agenda.question)
        yield self._by(self.chair, close_vote.handle, closing)
        yield self._by(self.chair, close_meeting.handle, close_meeting.CloseMeeting(meeting=agenda.meeting))

    def sitting(self, agenda: Agenda, number: str, on: date, choices: Sequence[tuple[str, Choice]]) -> Iterator[Deed]:
        """Yield a whole meeting; those who vote are those who came, the chair among them."""
        yield self.convene(agenda, number, on)
        yield self.arrive(agenda, [member for member, _ in choices])
        yield self.take_chair(agenda, self.chair)
        yield self.open_vote(agenda)
        yield from self.vote(agenda, choices)

    def _by(self, person: str, handle: Handle, command: Command) -> Deed:
        return Deed(handle, command, person, grant(self.role(person), self.institution, self.id))

    def _holder(self, office: Office) -> str:
        places = zip(self.persons, self.profile.seats, strict=True)
        return next(person for person, seat in places if seat.office is office)
