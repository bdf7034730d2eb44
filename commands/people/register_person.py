"""Register a person («завести карточку»)."""

from aggregates.people.person.decisions import register
from aggregates.people.person.state import PERSON, Card
from aggregates.rights import Permission, role_for
from commands.command import Command, Id, Zone
from commands.people.name import PersonName
from commands.work import Work


class RegisterPerson(Command):
    """Make a card for a person at an institution («завести карточку», XCT-009)."""

    person: Id
    institution: Id
    zone: Zone
    name: PersonName


def handle(command: RegisterPerson, work: Work) -> None:
    """Recall, decide, record."""
    person = work.recall(PERSON, command.person)
    role = role_for(work.caller, Permission.REGISTER_PEOPLE, command.institution)
    decided = register(person, command.person, Card(command.institution, command.zone), command.name.told())
    work.record(PERSON, command.person, decided, work.caller.stamp(role, command.zone))
