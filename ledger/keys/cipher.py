"""Cipher («шифр»): AES-256-GCM of one sealed field, bound to its place; a moved or altered box does not open."""

import hashlib
from dataclasses import dataclass

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from typing_extensions import override

SECRET_SIZE = 32
NONCE_SIZE = 12
TEXT_LIMIT = 16_000
"""Bytes of UTF-8; commands allow less."""

_FORMAT = b"\x01"
_TAG_SIZE = 16


class BrokenSeal(Exception):  # noqa: N818 - names a state of affairs
    """The ciphertext is not what was sealed in this place: lost, altered, moved, or of another key. A defect."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed field stands: the event's stream, version and stored name, and the field's path in it."""

    stream: str
    version: int
    name: str
    field: str

    @override
    def __str__(self) -> str:
        return f"{self.stream} v{self.version} {self.name} {self.field}"


def seal(secret: bytes, key: str, place: Place, text: str, nonce: bytes) -> bytes:
    """Return the box: format, nonce, ciphertext and tag. A nonce serves once.

    Raises:
        ValueError: the text is not Unicode or longer than TEXT_LIMIT.

    """
    data = text.encode()
    if len(data) > TEXT_LIMIT:
        msg = f"{len(data)} bytes are more than {TEXT_LIMIT}"
        raise ValueError(msg)
    return _FORMAT + nonce + AESGCM(secret).encrypt(nonce, data, _bound(key, place))


def unseal(secret: bytes, key: str, place: Place, box: bytes) -> str:
    """Return the text that was sealed.

    Raises:
        BrokenSeal: the box was not sealed with this key in this place.

    """
    start = len(_FORMAT) + NONCE_SIZE
    if not box.startswith(_FORMAT) or len(box) < start + _TAG_SIZE:
        raise BrokenSeal(str(place))
    try:
        data = AESGCM(secret).decrypt(box[len(_FORMAT) : start], box[start:], _bound(key, place))
    except InvalidTag:
        raise BrokenSeal(str(place)) from None
    return data.decode()


def digest(data: bytes) -> str:
    """Return the SHA-256 that an event keeps of a box or of a key."""
    return hashlib.sha256(data).hexdigest()


def _bound(key: str, place: Place) -> bytes:
    """Return the associated data; a JSON array of strings and numbers reads in one way only."""
    return _FORMAT + msgspec.json.encode([place.stream, place.version, place.name, place.field, key])
