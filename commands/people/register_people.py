"""Register people («завести карточки списком»)."""

from collections import Counter
from typing import Annotated

from pydantic import Field

from aggregates.people.person.decisions import register
from aggregates.people.person.refusals import PersonRepeated
from aggregates.people.person.state import PERSON, Card
from aggregates.rights import Permission, role_for
from commands.command import Command, Id, Part, Zone
from commands.people.name import PersonName
from commands.work import Work

PEOPLE_MAX = 500


class NewPerson(Part):
    """One line of the list."""

    person: Id
    name: PersonName


class RegisterPeople(Command):
    """Make cards for a whole list, all or none («завести карточки списком», XCT-009)."""

    institution: Id
    zone: Zone
    people: Annotated[tuple[NewPerson, ...], Field(min_length=1, max_length=PEOPLE_MAX)]


def handle(command: RegisterPeople, work: Work) -> None:
    """Recall, decide, record."""
    role = role_for(work.caller, Permission.REGISTER_PEOPLE, command.institution)
    stamp = work.caller.stamp(role, command.zone)
    card = Card(command.institution, command.zone)
    for person, times in Counter(one.person for one in command.people).items():
        if times > 1:
            raise PersonRepeated(person=person)
    persons = work.recall_many(PERSON, [one.person for one in command.people])
    for one in command.people:
        decided = register(persons[one.person], one.person, card, one.name.told())
        work.record(PERSON, one.person, decided, stamp)
