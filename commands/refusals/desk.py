"""Desk («приём команд»): carries commands out, and keeps the attempts that a window, a quorum or a right forbade."""

from commands.executor import AnyCommand, Executor, Handler
from commands.refusals.attempt import RefusalLog, attempt_of
from ledger.history import Receipt
from ledger.refusal import Refusal
from ledger.stamp import Caller


class Desk:
    """What doors hand commands to."""

    def __init__(self, executor: Executor, log: RefusalLog) -> None:
        self._executor = executor
        self._log = log

    def perform(self, handler: Handler[AnyCommand], command: AnyCommand, caller: Caller) -> Receipt:
        """Carry *command* out; see `Executor.perform`."""
        try:
            return self._executor.perform(handler, command, caller)
        except Refusal as refusal:
            attempt = attempt_of(refusal, command, caller)
            if attempt is not None:
                self._log.keep(attempt)
            raise
