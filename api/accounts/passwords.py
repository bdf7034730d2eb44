"""Passwords («пароль»): argon2id (RFC 9106), a few at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.accounts.refusals import PasswordsBusy

PASSWORD_MIN, PASSWORD_MAX = 12, 128
AT_ONCE = 2
"""Each takes a core and 64 MiB: more of them at once would only let strangers stop the school."""
PATIENCE = 5.0


class Passwords:
    """Hashes and verifies; callers beyond AT_ONCE wait for at most PATIENCE seconds."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = BoundedSemaphore(AT_ONCE)
        self._nobody = self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """Return what the database keeps."""
        with self._turn():
            return self._hasher.hash(password)

    def matches(self, kept: str | None, password: str) -> bool:
        """Tell whether *password* is the kept one; as slow when there is none, so that time tells nothing."""
        with self._turn():
            try:
                self._hasher.verify(kept or self._nobody, password)
            except (VerificationError, InvalidHashError):
                return False
            return kept is not None

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=PATIENCE):
            raise PasswordsBusy
        try:
            yield
        finally:
            self._turns.release()
