"""State of the council («состояние совета»): where it belongs and who sits in it now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import assert_never

from aggregates.council.council.events import CompositionApproved, CouncilEstablished, CouncilEvent, Office, Seat
from ledger.aggregate import Aggregate


@dataclass(frozen=True)
class Composition:
    """The composition in force («состав»): `number` counts the orders, from 1; 0 before the first."""

    number: int
    seats: tuple[Seat, ...]

    @cached_property
    def offices(self) -> Mapping[str, Office]:
        """The office of every member, by person."""
        return {seat.person: seat.office for seat in self.seats}


@dataclass(frozen=True, slots=True)
class Council:
    """What the rules need to know of the council."""

    institution: str
    title: str
    zone: str
    composition: Composition


def fold(council: Council | None, events: Iterable[tuple[int, CouncilEvent]]) -> Council | None:
    """Return the council after *events*."""
    for _, event in events:
        match event:
            case CouncilEstablished():
                council = Council(event.institution, event.title, event.zone, Composition(0, ()))
            case CompositionApproved():
                assert council is not None
                council = replace(council, composition=Composition(council.composition.number + 1, event.seats))
            case _:
                assert_never(event)
    return council


COUNCIL = Aggregate("council", fold)
