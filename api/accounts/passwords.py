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
WAITING_MAX = 6
"""Each waits on a thread of the door: more of them would leave none for those who have come in."""
PATIENCE = 5.0


class Passwords:
    """Hashes and verifies, for whoever has a turn; callers beyond AT_ONCE wait for at most PATIENCE seconds."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = BoundedSemaphore(AT_ONCE)
        self._places = BoundedSemaphore(AT_ONCE + WAITING_MAX)
        self._nobody = self._hasher.hash("nobody has this password")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, and have it meanwhile.

        Raises:
            PasswordsBusy: too many are waiting, or it took too long.

        """
        if not self._places.acquire(blocking=False):
            raise PasswordsBusy
        try:
            if not self._turns.acquire(timeout=PATIENCE):
                raise PasswordsBusy
            try:
                yield
            finally:
                self._turns.release()
        finally:
            self._places.release()

    def hash(self, password: str) -> str:
        """Return what the database keeps."""
        return self._hasher.hash(password)

    def matches(self, kept: str | None, password: str) -> bool:
        """Tell whether *password* is the kept one; as slow when there is none, so that time tells nothing."""
        try:
            self._hasher.verify(kept or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None
