"""People («люди»): who has a card, by name; the only book that opens sealed fields.

A destroyed name is no name in the rows, whether the book was there when it happened or is made afterwards.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from aggregates.people.person.events import KeyDestroyed, NameCorrected, PersonRegistered
from aggregates.people.person.state import PERSON
from ledger.sealing import Category, Sealed
from projections.act import Act
from projections.book import Book, Changes, Table
from projections.people.sorting import sort_key

CARD = Table(
    "card",
    {
        "person": "text",
        "institution": "text",
        "family_name": "text",
        "given_name": "text",
        "patronymic": "text",
        "sort_key": "text",
    },
    key=1,
    indexes=(("institution", "sort_key"),),
)

Named = PersonRegistered | NameCorrected

_NO_NAME = {"family_name": None, "given_name": None, "patronymic": None, "sort_key": sort_key(None, None, None)}


class Opening(Protocol):
    """Opens sealed fields of whole batches; see `ledger.unsealing.Opener`."""

    def open(self, positions: Sequence[int]) -> Mapping[Sealed, str | None]:
        """Return the text of every sealed field of the events at *positions*, None where it was destroyed."""
        ...


class Shut:
    """Opens nothing: for those who read the book and do not keep it."""

    def open(self, positions: Sequence[int]) -> Mapping[Sealed, str | None]:
        """Refuse."""
        msg = f"nobody gave an opener for {len(positions)} events"
        raise TypeError(msg)


def _fold(opener: Opening, acts: Sequence[Act], changes: Changes) -> None:
    """Enter cards, their corrected names, and the end of names."""
    named = [act.position for act in acts if isinstance(act.event, Named)]
    texts = opener.open(named) if named else {}
    cards = changes[CARD.name]
    for act in acts:
        person = act.stream.removeprefix(f"{PERSON.prefix}-")
        match act.event:
            case PersonRegistered() as event:
                cards.insert((person, event.institution, *_name(event, texts).values()))
            case NameCorrected() as event:
                cards.patch((person,), **_name(event, texts))
            case KeyDestroyed(category=Category.IDENTITY):
                cards.patch((person,), **_NO_NAME)
            case _:
                pass


def _name(event: Named, texts: Mapping[Sealed, str | None]) -> dict[str, str | None]:
    """Return the columns of a name; all its parts are sealed under one key, so they are destroyed together."""
    family, given = texts[event.family_name], texts[event.given_name]
    patronymic = texts[event.patronymic] if event.patronymic else None
    return {
        "family_name": family,
        "given_name": given,
        "patronymic": patronymic,
        "sort_key": sort_key(family, given, patronymic),
    }


PEOPLE = Book(
    name="people",
    version=1,
    tables=(CARD,),
    events=frozenset({PersonRegistered, NameCorrected, KeyDestroyed}),
    fold=partial(_fold, Shut()),
)


def kept_with(opener: Opening) -> Book:
    """Return the book for keeping: with what opens its fields."""
    return replace(PEOPLE, fold=partial(_fold, opener))
