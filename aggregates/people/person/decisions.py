"""Decisions on a person («решения о карточке»): the card, its keys, and the end of personal data."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aggregates.people.person.events import (
    DestructionGround,
    KeyCommitted,
    KeyDestroyed,
    NameCorrected,
    NameReason,
    PersonRegistered,
)
from aggregates.people.person.refusals import (
    AlreadyRegistered,
    DataDestroyed,
    NothingToDestroy,
    OrderDatedAhead,
    PersonUnknown,
)
from aggregates.people.person.state import Card, Person
from ledger.aggregate import Decided
from ledger.document import Document, Order
from ledger.sealing import Category, Sealed, clear
from ledger.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is told («имя»), to be sealed."""

    family: str = field(repr=False)
    given: str = field(repr=False)
    patronymic: str | None = field(default=None, repr=False)

    def sealed(self, person_id: str) -> tuple[Sealed, Sealed, Sealed | None]:
        """Return the fields of an event about the person."""
        family, given = (clear(person_id, Category.IDENTITY, part) for part in (self.family, self.given))
        patronymic = clear(person_id, Category.IDENTITY, self.patronymic) if self.patronymic is not None else None
        return family, given, patronymic


def register(person: Person | None, person_id: str, card: Card, name: Name) -> list[Decided]:
    """Make a card for the person.

    Raises:
        AlreadyRegistered: there is one.

    """
    if person is not None:
        raise AlreadyRegistered(person=person_id)
    return [Decided(PersonRegistered(card.institution, card.zone, *name.sealed(person_id)))]


def correct_name(
    person: Person | None, person_id: str, name: Name, *, reason: NameReason, document: Document | None
) -> list[Decided]:
    """Write the name anew; after its destruction this opens the category again, under a new key.

    Raises:
        PersonUnknown: there is no card.

    """
    registered(person, person_id)
    return [Decided(NameCorrected(*name.sealed(person_id), reason, document))]


def commit_key(person: Person | None, person_id: str, committed: KeyCommitted, *, on_card: bool) -> Decided:
    """Begin a key for one category of the person's data; *on_card* tells that the act is on the card itself.

    Raises:
        PersonUnknown: data of somebody without a card.
        DataDestroyed: the category was destroyed, and only an act on the card opens it again.

    """
    if on_card:
        return Decided(committed)
    registered(person, person_id)
    assert person is not None
    if committed.category in person.destroyed:
        raise DataDestroyed(person=person_id, category=committed.category.value)
    return Decided(committed)


def destroy(
    person: Person | None,
    person_id: str,
    categories: Sequence[Category],
    *,
    ground: DestructionGround,
    order: Order | None,
    stamp: Stamp,
) -> list[Decided]:
    """End the keys of *categories*, and with them all that they sealed (SYS-062).

    Raises:
        PersonUnknown, NothingToDestroy, DataDestroyed: there is nothing, or nothing any more.
        OrderDatedAhead: the order is of a day to come.

    """
    registered(person, person_id)
    assert person is not None
    if order is not None and order.on > stamp.on:
        raise OrderDatedAhead(number=order.number, on=order.on, today=stamp.on)
    return [
        Decided(KeyDestroyed(category, _key(person, person_id, category), ground, order))
        for category in dict.fromkeys(categories)
    ]


def registered(person: Person | None, person_id: str) -> Card:
    """Return the person's card.

    Raises:
        PersonUnknown: there is none.

    """
    if person is None or person.card is None:
        raise PersonUnknown(person=person_id)
    return person.card


def _key(person: Person, person_id: str, category: Category) -> str:
    key = person.keys.get(category)
    if key is not None:
        return key
    refusal = DataDestroyed if category in person.destroyed else NothingToDestroy
    raise refusal(person=person_id, category=category.value)
