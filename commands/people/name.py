"""Names as people and programs send them in; they are never shown by logs or error reports."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from aggregates.people.person.decisions import Name
from commands.command import Line


class PersonName(BaseModel):
    """A name («имя»): family name, given name, and a patronymic if there is one."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    family: Annotated[Line, Field(repr=False)]
    given: Annotated[Line, Field(repr=False)]
    patronymic: Annotated[Line | None, Field(repr=False)] = None

    def told(self) -> Name:
        """Return the name as decisions know it."""
        return Name(self.family, self.given, self.patronymic)
