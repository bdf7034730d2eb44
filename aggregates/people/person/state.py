"""State of a person («состояние карточки»): where the card belongs, which keys live, what was destroyed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from aggregates.people.person.events import KeyCommitted, KeyDestroyed, NameCorrected, PersonEvent, PersonRegistered
from ledger.aggregate import Aggregate
from ledger.sealing import Category


@dataclass(frozen=True, slots=True)
class Card:
    """Where a card was made: the institution and the zone of its clocks."""

    institution: str
    zone: str


@dataclass(frozen=True, slots=True)
class Person:
    """What the rules need to know of a person; of each category at most one key lives."""

    card: Card | None = None
    keys: Mapping[Category, str] = field(default_factory=dict)
    destroyed: frozenset[Category] = frozenset()


def fold(person: Person | None, events: Iterable[tuple[int, PersonEvent]]) -> Person | None:
    """Return the person after *events*."""
    before = person or Person()
    card, keys, destroyed = before.card, dict(before.keys), set(before.destroyed)
    seen = person is not None
    for _, event in events:
        seen = True
        match event:
            case PersonRegistered():
                card = Card(event.institution, event.zone)
            case NameCorrected():
                pass
            case KeyCommitted():
                keys[event.category] = event.key
                destroyed.discard(event.category)
            case KeyDestroyed():
                keys.pop(event.category, None)
                destroyed.add(event.category)
            case _:
                assert_never(event)
    return Person(card, keys, frozenset(destroyed)) if seen else None


PERSON = Aggregate("person", fold)
