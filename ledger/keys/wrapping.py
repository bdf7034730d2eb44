"""Wrapping key («ключ-обёртка»): the one secret outside every database; it wraps the keys of personal data."""

import hashlib
import hmac
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from ledger.keys.errors import KeysUnusable

WRAPPING_SIZE = 64


class Wrapping:
    """AES-SIV (RFC 5297), made for wrapping keys: no nonce that could be used twice; each key is bound to its id."""

    fingerprint: Final[str]
    """Tells wrapping keys apart without telling anything of them."""

    def __init__(self, secret: bytes) -> None:
        self._cipher = AESSIV(secret)
        self.fingerprint = hmac.digest(secret, b"ledger wrapping key", hashlib.sha256).hex()[:16]

    def wrap(self, key: str, secret: bytes) -> bytes:
        """Return *secret* for keeping under the id *key*."""
        return self._cipher.encrypt(secret, [key.encode()])

    def unwrap(self, key: str, wrapped: bytes) -> bytes:
        """Return the secret kept under the id *key*.

        Raises:
            KeysUnusable: it was wrapped by another wrapping key, under another id, or altered.

        """
        try:
            return self._cipher.decrypt(wrapped, [key.encode()])
        except InvalidTag:
            raise KeysUnusable("keys.not-wrapped-here", key=key, fingerprint=self.fingerprint) from None
