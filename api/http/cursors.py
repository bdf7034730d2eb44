"""Cursors («указатель страницы»): where the next page begins, opaque to whoever carries it."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, TypeVar

import msgspec
from fastapi import Query

from api.http.refusals import BadCursor

LIMIT_MAX = 200
CURSOR_MAX = 400

Limit = Annotated[int, Query(ge=1, le=LIMIT_MAX, description="Сколько строк на странице.", examples=[50])]
Cursor = Annotated[
    str | None, Query(max_length=CURSOR_MAX, description="Поле next предыдущей страницы.", examples=["WzEyMF0"])
]
Place = TypeVar("Place")


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
