"""Ports («порты»): clock and entropy, given in at the doors and nowhere else."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the moment."""

    def now(self) -> datetime:
        """Return an aware moment in UTC."""
        ...


class Entropy(Protocol):
    """Gives identifiers, keys and nonces; seeded in the demo and in tests."""

    def identifier(self) -> str:
        """Return a new UUID as text; later ones sort after earlier ones."""
        ...

    def secret(self, size: int) -> bytes:
        """Return *size* unguessable bytes."""
        ...
