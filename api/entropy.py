"""Entropy («случайность») of the doors: the system's, or seeded for the demo and for tests."""

import hashlib
import secrets
from itertools import count
from uuid import UUID

from uuid_utils import uuid7

_RANDOM_BITS = 74
_START = 1_756_684_800_000
"""Milliseconds: 2025-09-01, before every seeded school year."""


class SystemEntropy:
    """What the operating system gives."""

    def identifier(self) -> str:
        """Return a UUID of version 7 (RFC 9562): later ones sort after earlier ones."""
        return str(uuid7())

    def secret(self, size: int) -> bytes:
        """Return *size* unguessable bytes."""
        return secrets.token_bytes(size)


class SeededEntropy:
    """The same sequence for the same *seed*. Anybody can repeat it, so it must never guard real data."""

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._numbers = count()

    def identifier(self) -> str:
        """Return the next UUID of version 7; its time only counts."""
        number = next(self._numbers)
        random = int.from_bytes(self._bytes(number, 10)) >> (80 - _RANDOM_BITS)
        high, low = random >> 62, random & ((1 << 62) - 1)
        return str(UUID(int=(_START + number) << 80 | 7 << 76 | high << 64 | 2 << 62 | low))

    def secret(self, size: int) -> bytes:
        """Return the next *size* bytes."""
        return self._bytes(next(self._numbers), size)

    def _bytes(self, number: int, size: int) -> bytes:
        return hashlib.shake_256(self._seed + number.to_bytes(8)).digest(size)
