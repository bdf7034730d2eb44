"""Preconditions («предусловия»): Idempotency-Key, ETag and If-Match, read and written."""

import re
from typing import Annotated
from uuid import UUID, uuid5

from fastapi import Header

from api.http.refusals import BadKey, BadPrecondition, WeakPrecondition

KEY_MIN, KEY_MAX = 8, 128
_KEY = re.compile(r"[!-~]{8,128}", re.ASCII)
_ETAG = re.compile(r'(?P<weak>W/)?"(?P<version>[0-9]{1,15})"', re.ASCII)
_COMMANDS = UUID("5b9f4f0e-6b0e-5f7c-9c55-2f6f1d3f6a10")

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="Ключ повтора: запрос с тем же ключом и телом получает первый ответ и не записывается дважды.",
        examples=["0a6f6c1e-2f57-4f43-9a3f-5a7f4c1f9a55"],
    ),
]
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description="ETag, с которым урок был прочитан: клетки, изменённые с тех пор, не будут перезаписаны.",
        examples=['"31"'],
    ),
]


def command_id(tenant: str, actor: str, key: str) -> str:
    """Return the id of the command that *actor* sends under *key*, the same at every repeat.

    Raises:
        BadKey: it is no key.

    """
    if not _KEY.fullmatch(key):
        raise BadKey(least=KEY_MIN, most=KEY_MAX)
    return str(uuid5(_COMMANDS, f"{tenant}\n{actor}\n{key}"))


def etag(version: int) -> str:
    """Return the ETag of a stream at *version*."""
    return f'"{version}"'


def version_seen(if_match: str | None) -> int | None:
    """Return the version that the caller saw, None if any will do.

    Raises:
        BadPrecondition: it is no ETag of ours.
        WeakPrecondition: it is a weak one, which matches nothing here (RFC 9110, 13.1.1).

    """
    if if_match is None or if_match.strip() == "*":
        return None
    match = _ETAG.fullmatch(if_match.strip())
    if match is None:
        raise BadPrecondition
    if match["weak"]:
        raise WeakPrecondition
    return int(match["version"])
