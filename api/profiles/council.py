"""Profile of a council («профиль совета»): the composition that ships, ready to be established and approved."""

import tomllib
from collections.abc import Sequence
from importlib import resources
from typing import Annotated

from pydantic import Field

from aggregates.council.council.events import Office
from commands.command import Line, Part, Zone
from commands.council.approve_composition import ApproveComposition, Seat
from commands.council.establish_council import EstablishCouncil
from commands.council.sitting import SEATS_MAX
from commands.document import Order
from commands.people.name import PersonName
from commands.people.register_people import NewPerson, RegisterPeople


class ProfiledSeat(Part):
    """A place in the composition and who holds it."""

    name: PersonName
    post: Line
    office: Office = Office.MEMBER
    by_agreement: bool = False


class CouncilProfile(Part):
    """A council at its institution, with its composition by order (KES-001, KES-013)."""

    title: Line
    zone: Zone
    order: Order
    seats: Annotated[tuple[ProfiledSeat, ...], Field(max_length=SEATS_MAX)]

    def registering(self, *, institution: str, persons: Sequence[str]) -> RegisterPeople:
        """Return the command that makes cards for the council's people; *persons* are their ids, in order of seats."""
        people = tuple(
            NewPerson(person=person, name=seat.name) for person, seat in zip(persons, self.seats, strict=True)
        )
        return RegisterPeople(institution=institution, zone=self.zone, people=people)

    def establishing(self, *, council: str, institution: str) -> EstablishCouncil:
        """Return the command that creates the council."""
        return EstablishCouncil(
            council=council, institution=institution, title=self.title, zone=self.zone, order=self.order
        )

    def composing(self, *, council: str, persons: Sequence[str]) -> ApproveComposition:
        """Return the command that approves the composition; *persons* are the people's ids, in order of seats."""
        seats = tuple(
            Seat(person=person, post=seat.post, office=seat.office, by_agreement=seat.by_agreement)
            for person, seat in zip(persons, self.seats, strict=True)
        )
        return ApproveComposition(council=council, order=self.order, seats=seats)


def load(name: str) -> CouncilProfile:
    """Return the council's profile of that name.

    Raises:
        FileNotFoundError: none ships under it.

    """
    text = resources.files("api.profiles").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return CouncilProfile.model_validate(tomllib.loads(text))
