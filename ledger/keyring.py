"""Keyring («связка ключей»): the promise of the key store, by which sealing and opening know it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol


class KeyLost(Exception):  # noqa: N818 - names a state of affairs
    """The key store has never had this key, or must not use it: its backup is older than the ledger's. A defect."""


class KeyReused(Exception):  # noqa: N818 - names a state of affairs
    """The id belongs to another key, or to one that was destroyed. A defect."""


class Keyring(Protocol):
    """The keys of one tenant's personal data."""

    def add(self, secrets: Mapping[str, bytes]) -> None:
        """Keep new keys by id, for good before it returns; an event may then commit to them. Repeating does no harm.

        Raises:
            KeyReused, Unavailable: nothing is stored.

        """
        ...

    def secrets(self, keys: Collection[str]) -> Mapping[str, bytes | None]:
        """Return the keys, None for one that was destroyed.

        Raises:
            KeyLost, Unavailable: a key is not there, or the key store cannot answer.

        """
        ...

    def destroy(self, key: str, at: datetime) -> None:
        """Destroy a key for ever; the first time counts.

        Raises:
            Unavailable: repeat it.

        """
        ...

    def requests_secret(self) -> bytes:
        """Return the tenant's secret for digests of requests, made at its first use."""
        ...
