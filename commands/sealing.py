"""Sealing («запечатывание»): replaces personal data in decided events by digests of its ciphertext."""

from collections.abc import Iterator
from typing import Protocol

from commands.work import Work, Written
from ledger.event import Event
from ledger.history import Box


class Sealer(Protocol):
    """Seals what a piece of work has written."""

    def seal(self, work: Work, boxes: list[Box]) -> Iterator[tuple[Written, Event]]:
        """Yield every written event with its sealed fields, preceded by the commitments of keys made for it.

        The ciphertexts are added to *boxes*.
        """
        ...

    def digest(self, request: bytes) -> bytes:
        """Return 32 bytes that tell a repeat from another request.

        They are keyed by a secret of the tenant: a request may hold names, and a plain digest of it would let whoever
        reads the ledger check a guess, also after the names were destroyed.
        """
        ...
