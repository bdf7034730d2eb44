"""Correct a name («исправить имя»)."""

from aggregates.people.person import decisions
from aggregates.people.person.events import NameReason
from aggregates.people.person.state import PERSON
from aggregates.rights import Permission, role_for
from commands.command import Command, Id
from commands.document import Document
from commands.people.name import PersonName
from commands.work import Work


class CorrectName(Command):
    """Write a person's name anew («исправить имя»), with the document that confirms it if there is one."""

    person: Id
    name: PersonName
    reason: NameReason
    document: Document | None = None


def handle(command: CorrectName, work: Work) -> None:
    """Recall, decide, record."""
    person = work.recall(PERSON, command.person)
    card = decisions.registered(person, command.person)
    role = role_for(work.caller, Permission.REGISTER_PEOPLE, card.institution)
    document = command.document.recorded() if command.document else None
    decided = decisions.correct_name(
        person, command.person, command.name.told(), reason=command.reason, document=document
    )
    work.record(PERSON, command.person, decided, work.caller.stamp(role, card.zone))
