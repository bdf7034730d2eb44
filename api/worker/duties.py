"""Duties («обязанности»): what the worker does in turn; one that fails is held off and disturbs no other."""

from collections.abc import Callable
from time import monotonic

import structlog

from api.logging import failure
from ledger.postgres.errors import Unavailable

HOLD_OFF = 60.0

_log = structlog.get_logger()


class Duty:
    """Something done every round, or at most once in *every* seconds."""

    def __init__(self, name: str, work: Callable[[], int], *, every: float = 0.0) -> None:
        self.name = name
        self._work = work
        self._every = every
        self._next = 0.0

    def perform(self) -> None:
        """Do it if it is due.

        Raises:
            Unavailable: the database is away, for every duty alike.

        """
        if monotonic() < self._next:
            return
        try:
            count = self._work()
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - a defect in one duty must not keep the others from being done
            _log.error("duty.failed", policy=self.name, seconds=HOLD_OFF, **failure(error))
            self._next = monotonic() + HOLD_OFF
        else:
            self._next = monotonic() + self._every
            if count:
                _log.debug("duty.done", policy=self.name, count=count)
