"""Events of the expert council («экспертный совет»): its composition by orders."""

from enum import StrEnum
from typing import ClassVar, get_args

import msgspec

from ledger.document import Order
from ledger.event import Event, Identifier, Line


class Office(StrEnum):
    """Offices of the council («должность в совете», KES-012)."""

    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy-chair"
    SECRETARY = "secretary"
    MEMBER = "member"


class Seat(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One place in the composition (KES-013): the person, the post held elsewhere, the office in the council."""

    person: Identifier
    post: Line
    office: Office
    by_agreement: bool


class CouncilEstablished(Event, frozen=True):
    """The council is created at an institution («совет создан», KES-003)."""

    name: ClassVar[str] = "council.established.v1"

    institution: Identifier
    title: Line
    zone: Line
    order: Order


class CompositionApproved(Event, frozen=True):
    """An order approves the whole composition («состав совета утверждён», KES-010)."""

    name: ClassVar[str] = "council.composition-approved.v1"

    order: Order
    seats: tuple[Seat, ...]


CouncilEvent = CouncilEstablished | CompositionApproved
EVENTS: tuple[type[Event], ...] = get_args(CouncilEvent)
