"""Names as people and programs send them in; they are never shown by logs or error reports."""

from typing import Annotated

from pydantic import Field

from aggregates.people.person.decisions import Name
from commands.command import Line, Part


class PersonName(Part):
    """A name («имя»): family name, given name, and a patronymic if there is one."""

    family: Annotated[Line, Field(repr=False)]
    given: Annotated[Line, Field(repr=False)]
    patronymic: Annotated[Line | None, Field(repr=False)] = None

    def told(self) -> Name:
        """Return the name as decisions know it."""
        return Name(self.family, self.given, self.patronymic)
