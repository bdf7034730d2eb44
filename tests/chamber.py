"""A chamber: a council of twenty-four people, and whatever they do at a meeting, as commands of theirs."""

from datetime import UTC, date, datetime

from aggregates.council.council.events import Office
from aggregates.council.meeting.events import Choice, Excuse
from aggregates.rights import Role
from commands.council import (
    approve_composition,
    cast_ballot,
    close_vote,
    convene_meeting,
    establish_council,
    note_absence,
    open_vote,
    register_arrival,
    register_departure,
    take_chair,
)
from commands.document import Order
from ledger.stamp import Caller, Grant

MORNING = datetime(2026, 11, 17, 6, 0, tzinfo=UTC)
DAY = date(2026, 11, 17)
ROLES = {
    Office.CHAIR: Role.COUNCIL_CHAIR,
    Office.DEPUTY_CHAIR: Role.COUNCIL_DEPUTY_CHAIR,
    Office.SECRETARY: Role.COUNCIL_SECRETARY,
    Office.MEMBER: Role.COUNCIL_MEMBER,
}
OFFICES = [Office.CHAIR, Office.DEPUTY_CHAIR, Office.SECRETARY, *[Office.MEMBER] * 21]


class Chamber:
    """The council at work: each act is a command of somebody, recorded for good."""

    def __init__(self, executor, entropy):
        self.executor = executor
        self.new_id = entropy.identifier
        self.institution, self.council, self.meeting, self.item, self.clerk = (self.new_id() for _ in range(5))
        self.people = [self.new_id() for _ in OFFICES]
        self.chair, self.deputy, self.secretary = self.people[:3]
        self.at = MORNING

    def caller(self, actor, role, council):
        return Caller(actor, (Grant(role.value, self.institution, council),), self.at, self.new_id())

    def by_ministry(self, module, command):
        return self.executor.perform(module.handle, command, self.caller(self.clerk, Role.MINISTRY, None))

    def by(self, person, module, command):
        role = ROLES[OFFICES[self.people.index(person)]]
        return self.executor.perform(module.handle, command, self.caller(person, role, self.council))

    def by_secretary(self, module, command):
        return self.by(self.secretary, module, command)

    def establish(self):
        order = Order(number="508", on=date(2020, 2, 10))
        command = establish_council.EstablishCouncil(
            council=self.council,
            institution=self.institution,
            title="Экспертный совет",
            zone="Europe/Moscow",
            order=order,
        )
        self.by_ministry(establish_council, command)

    def compose(self, size=24, number="508"):
        seats = tuple(
            approve_composition.Seat(person=person, post="директор", office=office)
            for person, office in list(zip(self.people, OFFICES, strict=True))[:size]
        )
        order = Order(number=number, on=date(2020, 2, 10))
        command = approve_composition.ApproveComposition(council=self.council, order=order, seats=seats)
        return self.by_ministry(approve_composition, command)

    def convene(self, meeting=None, number="7", on=DAY):
        item = convene_meeting.AgendaItem(item=self.item, title="О программе курсов")
        command = convene_meeting.ConveneMeeting(
            meeting=meeting or self.meeting, council=self.council, number=number, on=on, agenda=(item,)
        )
        return self.by_secretary(convene_meeting, command)

    def arrive(self, *people):
        command = register_arrival.RegisterArrival(meeting=self.meeting, members=people)
        return self.by_secretary(register_arrival, command)

    def leave(self, person):
        command = register_departure.RegisterDeparture(meeting=self.meeting, member=person)
        return self.by_secretary(register_departure, command)

    def note_absence(self, person):
        command = note_absence.NoteAbsence(meeting=self.meeting, member=person, excuse=Excuse.EXCUSED)
        return self.by_secretary(note_absence, command)

    def take_chair(self, person):
        return self.by(person, take_chair, take_chair.TakeChair(meeting=self.meeting))

    def open_vote(self, question):
        command = open_vote.OpenVote(
            meeting=self.meeting, question=question, item=self.item, motion="Выдать сертификат"
        )
        return self.by_secretary(open_vote, command)

    def vote(self, person, question, choice=Choice.FOR, reason=None):
        command = cast_ballot.CastBallot(meeting=self.meeting, question=question, choice=choice, reason=reason)
        return self.by(person, cast_ballot, command)

    def close_vote(self, question):
        return self.by_secretary(close_vote, close_vote.CloseVote(meeting=self.meeting, question=question))

    def hold(self, question, **choices):
        """Let seventeen come, the chair preside, and those vote who have a choice, by their numbers."""
        self.convene()
        self.arrive(*self.people[:17])
        self.take_chair(self.chair)
        self.decide(question, **choices)

    def decide(self, question, **choices):
        """Put a question, let people vote by their numbers (`for` is spelled `in_favour`), and close the vote."""
        self.open_vote(question)
        for name, numbers in choices.items():
            choice = Choice.FOR if name == "in_favour" else Choice(name)
            for number in numbers:
                self.vote(self.people[number], question, choice)
        self.close_vote(question)
