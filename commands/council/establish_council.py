"""Establish a council («создать совет»)."""

from aggregates.council.council.decisions import establish
from aggregates.council.council.events import CouncilEstablished
from aggregates.council.council.state import COUNCIL
from aggregates.rights import Permission, role_for
from commands.command import Command, Id, Line, Zone
from commands.document import Order
from commands.work import Work


class EstablishCouncil(Command):
    """Create a council at an institution, by order («создать совет», KES-003)."""

    council: Id
    institution: Id
    title: Line
    zone: Zone
    order: Order


def handle(command: EstablishCouncil, work: Work) -> None:
    """Recall, decide, record."""
    council = work.recall(COUNCIL, command.council)
    role = role_for(work.caller, Permission.COMPOSE_COUNCIL, command.institution, command.council)
    stamp = work.caller.stamp(role, command.zone)
    established = CouncilEstablished(command.institution, command.title, command.zone, command.order.recorded())
    work.record(COUNCIL, command.council, establish(council, established, stamp=stamp), stamp)
