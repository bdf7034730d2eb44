"""Approve a council's composition («утвердить состав совета»)."""

from typing import Annotated

from pydantic import Field

from aggregates.council.council import events
from aggregates.council.council.decisions import approve_composition, known
from aggregates.council.council.state import COUNCIL
from aggregates.rights import Permission
from commands.command import Command, Id, Line, Part
from commands.council.sitting import SEATS_MAX, stamp_for
from commands.document import Order
from commands.work import Work


class Seat(Part):
    """One place in the composition («место в составе», KES-013)."""

    person: Id
    post: Line
    office: events.Office = events.Office.MEMBER
    by_agreement: Annotated[bool, Field(strict=True)] = False

    def recorded(self) -> events.Seat:
        """Return the seat as events hold it."""
        return events.Seat(self.person, self.post, self.office, self.by_agreement)


class ApproveComposition(Command):
    """Replace the whole composition by order («утвердить состав», KES-010)."""

    council: Id
    order: Order
    seats: Annotated[tuple[Seat, ...], Field(min_length=3, max_length=SEATS_MAX)]


def handle(command: ApproveComposition, work: Work) -> None:
    """Recall, decide, record."""
    council = known(work.recall(COUNCIL, command.council), command.council)
    stamp = stamp_for(work, Permission.COMPOSE_COUNCIL, council, command.council)
    seats = tuple(seat.recorded() for seat in command.seats)
    decided = approve_composition(council, command.order.recorded(), seats, stamp=stamp)
    work.record(COUNCIL, command.council, decided, stamp)
