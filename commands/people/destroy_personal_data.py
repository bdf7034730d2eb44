"""Destroy personal data («уничтожить персональные данные»)."""

from typing import Annotated

from pydantic import Field

from aggregates.people.person import decisions
from aggregates.people.person.events import DestructionGround
from aggregates.people.person.state import PERSON
from aggregates.rights import Permission, role_for
from commands.command import Command, Id
from commands.document import Order
from commands.work import Work
from ledger.sealing import Category


class DestroyPersonalData(Command):
    """End the keys of categories of a person's data («уничтожить персональные данные», SYS-062).

    The events are recorded at once; keys and ciphertexts follow by a reaction.
    """

    person: Id
    categories: Annotated[tuple[Category, ...], Field(min_length=1, max_length=len(Category))]
    ground: DestructionGround
    order: Order | None = None


def handle(command: DestroyPersonalData, work: Work) -> None:
    """Recall, decide, record."""
    person = work.recall(PERSON, command.person)
    card = decisions.registered(person, command.person)
    stamp = work.caller.stamp(role_for(work.caller, Permission.DESTROY_PERSONAL_DATA, card.institution), card.zone)
    order = command.order.recorded() if command.order else None
    decided = decisions.destroy(
        person, command.person, command.categories, ground=command.ground, order=order, stamp=stamp
    )
    work.record(PERSON, command.person, decided, stamp)
