"""Events of a journal page («страница журнала»): a class or subgroup, a subject, a period."""

from datetime import date
from typing import Annotated, ClassVar, get_args

import msgspec

from ledger.event import Event, Identifier

LessonNumber = Annotated[int, msgspec.Meta(ge=1, le=12)]


class LessonListed(Event, frozen=True):
    """A lesson got its column on the page («урок внесён на страницу журнала»)."""

    name: ClassVar[str] = "page.lesson-listed.v1"

    lesson: Identifier
    on: date
    number: LessonNumber


class LessonUnlisted(Event, frozen=True):
    """A lesson that was not held left the page, and its place is free («урок снят со страницы журнала», JRN-034)."""

    name: ClassVar[str] = "page.lesson-unlisted.v1"

    lesson: Identifier


PageEvent = LessonListed | LessonUnlisted
EVENTS: tuple[type[Event], ...] = get_args(PageEvent)
