"""Listing («список по страницам»): a page of lines and the cursor of the next one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from api.http.cursors import cursor_of

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Listed(Generic[Line]):
    """One page («страница списка»): `next` leads to the following one, None on the last."""

    lines: tuple[Line, ...]
    next: str | None


def listed(lines: Sequence[Line], limit: int, place: Callable[[Line], tuple[str | int, ...]]) -> Listed[Line]:
    """Return the first *limit* of *lines*; one more than that tells that there is a next page."""
    shown = tuple(lines[:limit])
    return Listed(shown, cursor_of(place(shown[-1])) if len(lines) > limit else None)
