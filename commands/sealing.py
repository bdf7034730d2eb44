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
