"""Cursors («указатель страницы»): where the next page begins, opaque to whoever carries it."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Annotated, TypeVar

import msgspec
from fastapi import Depends, Query

from api.http.refusals import BadCursor

LIMIT_MAX = 200
CURSOR_MAX = 400

END = 2**63 - 1
"""Behind the last position: where a list that shows the newest first begins."""

Limit = Annotated[int, Query(ge=1, le=LIMIT_MAX, description="Сколько строк на странице.", examples=[50])]
Cursor = Annotated[
    str | None, Query(max_length=CURSOR_MAX, description="Поле next предыдущей страницы.", examples=["WzEyMF0"])
]
Place = TypeVar("Place")
RowId = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f-]{36}$")]
"""In a place, the id of a row."""


def cursor_of(place: tuple[str | int, ...]) -> str:
    """Return the cursor of a place: the key of the last row of a page."""
    return urlsafe_b64encode(msgspec.json.encode(place)).rstrip(b"=").decode()


def place_of(cursor: str, kind: type[Place]) -> Place:
    """Return the place that a cursor stands for, a tuple of the type *kind*.

    Raises:
        BadCursor: no page gave it.

    """
    try:
        data = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return msgspec.json.decode(data, type=kind)
    except (binascii.Error, ValueError):
        raise BadCursor from None


@dataclass(frozen=True, slots=True)
class Paged:
    """Which page of a list is asked for."""

    limit: int
    cursor: str | None

    def place(self, kind: type[Place], start: Place) -> Place:
        """Return the place after which the page begins, *start* for the first one."""
        return start if self.cursor is None else place_of(self.cursor, kind)


async def paged(limit: Limit = 50, cursor: Cursor = None) -> Paged:
    """Return which page this request asks for."""
    return Paged(limit, cursor)


PagedDep = Annotated[Paged, Depends(paged)]
