"""Correct a name («исправить имя»)."""

from aggregates.people.person import decisions
from aggregates.people.person.state import PERSON
from aggregates.rights import Permission, role_for
from commands.command import Command, Id, Line
from commands.people.name import PersonName
from commands.work import Work


class CorrectName(Command):
    """Write a person's name anew («исправить имя»); `reason` must not tell personal data, it is not sealed."""

    person: Id
    name: PersonName
    reason: Line


def handle(command: CorrectName, work: Work) -> None:
    """Recall, decide, record."""
    person = work.recall(PERSON, command.person)
    card = decisions.registered(person, command.person)
    role = role_for(work.caller, Permission.REGISTER_PEOPLE, card.institution)
    decided = decisions.correct_name(person, command.person, command.name.told(), reason=command.reason)
    work.record(PERSON, command.person, decided, work.caller.stamp(role, card.zone))
