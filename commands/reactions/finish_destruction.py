"""Finish a destruction («завершить уничтожение»): after the event, the key and all that it sealed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from aggregates.people.person.events import KeyDestroyed
from ledger.event import Event
from ledger.history import Claim, Recorded
from ledger.keyring import Keyring


class Forgetting(Protocol):
    """Empties boxes, after the event that says so."""

    def forget(self, key: str, position: int, claims: Sequence[Claim] = ()) -> int:
        """Empty the boxes of a key destroyed by the event at *position*; repeating does no harm."""
        ...


class FinishDestruction:
    """Reaction to a key's destruction («уничтожение завершено», SYS-062); it records nothing of its own.

    The key goes first: whoever finds a box gone may be sure that its key is destroyed.
    """

    events: frozenset[type[Event]] = frozenset({KeyDestroyed})

    def __init__(self, keyring: Keyring, boxes: Forgetting) -> None:
        self._keyring = keyring
        self._boxes = boxes

    def react(self, recorded: Recorded, at: datetime) -> None:
        """Destroy what the event names, recorded *at* a moment; the same as often as it is repeated.

        Raises:
            Unavailable: repeat it.

        """
        assert isinstance(recorded.event, KeyDestroyed)
        self._keyring.destroy(recorded.event.key, at)
        self._boxes.forget(recorded.event.key, recorded.position)
