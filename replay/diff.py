"""Difference («сравнение»): what changed on a page between two moments."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from projections.journal.page_view import CellView, LessonView, PageKey, PageView, PupilView

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Change(Generic[Thing]):
    """One thing before and after; None where it was not there."""

    old: Thing | None
    new: Thing | None


@dataclass(frozen=True, slots=True)
class PageDiff:
    """What differs on a page between two positions."""

    page: PageKey
    from_position: int
    to_position: int
    lessons: tuple[Change[LessonView], ...]
    pupils: tuple[Change[PupilView], ...]
    cells: tuple[Change[CellView], ...]

    @property
    def is_empty(self) -> bool:
        """Whether the page looked the same."""
        return not (self.lessons or self.pupils or self.cells)


def page_diff(old: PageView, new: PageView) -> PageDiff:
    """Compare two views of one page."""
    return PageDiff(
        page=new.page,
        from_position=old.position,
        to_position=new.position,
        lessons=_changes(_lessons(old), _lessons(new)),
        pupils=_changes(_pupils(old), _pupils(new)),
        cells=_changes(_cells(old), _cells(new)),
    )


def _changes(old: Mapping[Hashable, Thing], new: Mapping[Hashable, Thing]) -> tuple[Change[Thing], ...]:
    keys: Iterable[Hashable] = dict.fromkeys([*old, *new])
    return tuple(Change(old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key))


def _lessons(view: PageView) -> dict[Hashable, LessonView]:
    return {lesson.lesson: lesson for lesson in view.lessons}


def _pupils(view: PageView) -> dict[Hashable, PupilView]:
    return {(line.pupil, line.from_on): line for line in view.pupils}


def _cells(view: PageView) -> dict[Hashable, CellView]:
    return {(cell.lesson, cell.pupil, cell.column): cell for cell in view.cells}
