"""Decisions on a journal page: which lessons it shows."""

from collections.abc import Iterable

from aggregates.journal.page.events import LessonListed, LessonUnlisted
from aggregates.journal.page.refusals import NumberTaken
from aggregates.journal.page.state import Page, Slot
from ledger.aggregate import Decided


def list_lessons(page: Page | None, lessons: Iterable[tuple[str, Slot]]) -> list[Decided]:
    """Give each lesson its place; two lessons never share one."""
    taken = set() if page is None else set(page.slots.values())
    decided: list[Decided] = []
    for lesson, slot in lessons:
        if slot in taken:
            raise NumberTaken(on=slot.on, number=slot.number)
        taken.add(slot)
        decided.append(Decided(LessonListed(lesson=lesson, on=slot.on, number=slot.number)))
    return decided


def unlist_lesson(page: Page | None, lesson: str) -> list[Decided]:
    """Free the place of a lesson that was not held (JRN-034)."""
    if page is None or lesson not in page.slots:
        return []
    return [Decided(LessonUnlisted(lesson=lesson))]
