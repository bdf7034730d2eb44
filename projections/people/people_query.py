"""Reading people («чтение карточек»): names of many at once, and an institution's people in alphabetical order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from psycopg import Connection, sql

from projections import tables
from projections.people.people import CARD, PEOPLE
from projections.standing import believed

DESTROYED = "уничтожено"
PAGE_MAX = 500
"""As many as a list that registers people."""


@dataclass(frozen=True, slots=True)
class PersonView:
    """A card («карточка») as it is shown; without a family name the name was destroyed, and reads «уничтожено»."""

    person: str
    institution: str
    family_name: str | None
    given_name: str | None
    patronymic: str | None
    full_name: str = field(init=False)
    """«Ёлкина Мария Петровна»."""
    short_name: str = field(init=False)
    """«Ёлкина М. П.»."""

    def __post_init__(self) -> None:
        parts = [part for part in (self.family_name, self.given_name, self.patronymic) if part] or [DESTROYED]
        object.__setattr__(self, "full_name", " ".join(parts))
        object.__setattr__(self, "short_name", " ".join([parts[0], *(f"{part[0]}." for part in parts[1:])]))


_COLUMNS = "SELECT person, institution, family_name, given_name, patronymic FROM {cards} "
_NAMES = sql.SQL(_COLUMNS + "WHERE person = ANY(%s)")
_PEOPLE = sql.SQL(_COLUMNS + "WHERE institution = %(institution)s {after} ORDER BY sort_key, person LIMIT %(limit)s")
_AFTER = sql.SQL(
    "AND (sort_key, person) >"
    " (SELECT sort_key, person FROM {cards} WHERE person = %(after)s AND institution = %(institution)s)"
)


def names_of(connection: Connection, schema: str, persons: Collection[str]) -> Mapping[str, PersonView]:
    """Return the cards of many persons in one query; who has no card is left out.

    Raises:
        BookNotReady: the book cannot be read.

    """
    believed(connection, schema, PEOPLE.name)
    rows = connection.execute(_NAMES.format(cards=tables.place_of(schema, PEOPLE, CARD)), (list(persons),))
    return {row[0]: PersonView(*row) for row in rows}


def read_people(
    connection: Connection, schema: str, institution: str, *, after: str | None = None, limit: int = 100
) -> Sequence[PersonView]:
    """Return at most *limit* people of an institution after a person (the last one of the page before).

    Raises:
        BookNotReady: the book cannot be read.

    """
    believed(connection, schema, PEOPLE.name)
    cards = tables.place_of(schema, PEOPLE, CARD)
    further = sql.SQL("") if after is None else _AFTER.format(cards=cards)
    given = {"institution": institution, "after": after, "limit": min(limit, PAGE_MAX)}
    return [PersonView(*row) for row in connection.execute(_PEOPLE.format(cards=cards, after=further), given)]
