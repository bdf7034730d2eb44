"""Fields of the journal's commands, as people and programs send them in."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from aggregates.journal.lesson.corrections import Justification
from aggregates.journal.lesson.events import Reason
from commands.command import Date, Part, Text

SubjectCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
PeriodCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,15}$")]
"""With the id of a class, a subject and a period make the id of a page, which has room for so much and no dot."""

Day = Annotated[Date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]
Grade = Annotated[int, Field(ge=1, le=12, strict=True)]
LessonNumber = Annotated[int, Field(ge=1, le=12, strict=True)]
Column = Annotated[int, Field(ge=1, le=20, strict=True)]
Symbol = Annotated[str, StringConstraints(max_length=12)]
Version = Annotated[int, Field(ge=0, strict=True)]

PUPILS_MAX = 60
"""More than any class has; a command about single pupils names at most so many."""


class Justified(Part):
    """A change that may have to be justified: a code, and a note about the pupil that will be sealed."""

    reason: Reason | None = None
    note: Annotated[Text | None, Field(repr=False)] = None

    @property
    def why(self) -> Justification:
        """The justification as decisions know it."""
        return Justification(self.reason, self.note)
