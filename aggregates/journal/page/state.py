"""State of a journal page: which lessons stand on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, assert_never

from aggregates.journal.page.events import LessonListed, LessonUnlisted, PageEvent
from ledger.aggregate import Aggregate


class Slot(NamedTuple):
    """A lesson's place on the page («место урока»): the day and the lesson's number in it."""

    on: date
    number: int


@dataclass(frozen=True, slots=True)
class Page:
    """The slots of a page, by lesson."""

    slots: Mapping[str, Slot]


def fold(page: Page | None, events: Iterable[tuple[int, PageEvent]]) -> Page | None:
    """Return the page after *events*."""
    slots = {} if page is None else dict(page.slots)
    for _, event in events:
        match event:
            case LessonListed():
                slots[event.lesson] = Slot(event.on, event.number)
            case LessonUnlisted():
                del slots[event.lesson]
            case _:
                assert_never(event)
    return Page(slots)


PAGE = Aggregate("page", fold)
