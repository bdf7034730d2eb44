"""Decisions on the council («решения о составе совета»): establishing it, approving its composition."""

from collections import Counter

from aggregates.council.council.events import CompositionApproved, CouncilEstablished, Office, Seat
from aggregates.council.council.refusals import (
    AlreadyEstablished,
    CompositionMissing,
    CouncilUnknown,
    OfficeNotSingle,
    OrderDatedAhead,
    PersonRepeated,
)
from aggregates.council.council.state import Council
from ledger.aggregate import Decided
from ledger.document import Order
from ledger.envelope import Rule
from ledger.stamp import Stamp

SINGLE_OFFICES = {
    Office.CHAIR: "председатель",
    Office.DEPUTY_CHAIR: "заместитель председателя",
    Office.SECRETARY: "ответственный секретарь",
}
"""Offices held by exactly one member (KES-012)."""


def establish(council: Council | None, established: CouncilEstablished, *, stamp: Stamp) -> list[Decided]:
    """Create the council at its institution (KES-003).

    Raises:
        AlreadyEstablished, OrderDatedAhead: it cannot be created so.

    """
    if council is not None:
        raise AlreadyEstablished(title=council.title)
    _require_signed(established.order, stamp)
    return [Decided(established)]


def approve_composition(council: Council, order: Order, seats: tuple[Seat, ...], *, stamp: Stamp) -> list[Decided]:
    """Replace the whole composition by order (KES-010).

    Raises:
        OrderDatedAhead, PersonRepeated, OfficeNotSingle: such a composition cannot be approved.

    """
    _require_signed(order, stamp)
    _require_distinct(seats)
    _require_single_offices(seats)
    rule = Rule("KES-012", council.composition.number + 1, str(len(seats)))
    return [Decided(CompositionApproved(order, seats), rule)]


def known(council: Council | None, identifier: str) -> Council:
    """Return the council.

    Raises:
        CouncilUnknown: it was never established.

    """
    if council is None:
        raise CouncilUnknown(council=identifier)
    return council


def composed(council: Council) -> Council:
    """Return the council if somebody sits in it.

    Raises:
        CompositionMissing: no order has approved a composition yet.

    """
    if council.composition.number == 0:
        raise CompositionMissing
    return council


def _require_signed(order: Order, stamp: Stamp) -> None:
    if order.on > stamp.on:
        raise OrderDatedAhead(number=order.number, on=order.on, today=stamp.on)


def _require_distinct(seats: tuple[Seat, ...]) -> None:
    for person, times in Counter(seat.person for seat in seats).items():
        if times > 1:
            raise PersonRepeated(person=person)


def _require_single_offices(seats: tuple[Seat, ...]) -> None:
    holders = Counter(seat.office for seat in seats)
    for office, title in SINGLE_OFFICES.items():
        if holders[office] != 1:
            raise OfficeNotSingle(office=office.value, title=title, count=holders[office])
