"""Executor («исполнитель команд»): runs a handler, seals and encodes what it recorded, appends, retries when stale."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from commands.command import Command
from commands.memory import Memory
from commands.sealing import Sealer
from commands.work import Answered, Work, Written
from ledger.catalogue import Catalogue
from ledger.envelope import Metadata
from ledger.history import Append, Box, ClockRefused, History, Leaf, Receipt, Stale
from ledger.ports import Clock, Entropy
from ledger.refusal import Refusal
from ledger.stamp import Caller, instant

AnyCommand = TypeVar("AnyCommand", bound=Command)
Handler = Callable[[AnyCommand, Work], None]


class Contended(Refusal):
    """Others kept changing the same streams («запись одновременно меняют другие»)."""

    code = "command.contended"
    requirement = "XCT-003"
    message = "Эти записи одновременно меняют другие ({stream}). Повторите."


class Executor:
    """Carries commands out against one tenant's history.

    A command that waited is stamped anew by *clock* when it is decided again; without a clock, as for acts of another
    day, every attempt keeps the moment of its caller.
    """

    def __init__(
        self,
        history: History,
        catalogue: Catalogue,
        sealer: Sealer,
        memory: Memory,
        entropy: Entropy,
        clock: Clock | None = None,
    ) -> None:
        self._history = history
        self._catalogue = catalogue
        self._sealer = sealer
        self._memory = memory
        self._entropy = entropy
        self._clock = clock

    def perform(self, handler: Handler[AnyCommand], command: AnyCommand, caller: Caller) -> Receipt:
        """Carry *command* out and return the receipt; a command id known with the same content gets its first receipt.

        Raises:
            Refusal: a rule forbids it; nothing was stored.
            Unavailable: the database cannot answer; repeat with the same command id.

        """
        digest = self._sealer.digest(request(command, caller.actor))
        try:
            return self._try(handler, command, caller, digest)
        except ClockRefused:
            later = self._now(caller)
            if later == caller:
                raise
            return self._try(handler, command, later, digest)

    def _try(self, handler: Handler[AnyCommand], command: AnyCommand, caller: Caller, digest: bytes) -> Receipt:
        """Decide and append, again on fresh state while others are faster."""
        stale = ""
        for _ in range(command.attempts):
            work = Work(self._history, self._memory, self._entropy, caller, digest)
            try:
                handler(command, work)
                return self._append(work, digest)
            except Answered as answered:
                return answered.receipt
            except Stale as error:
                stale, caller = error.stream, self._now(caller)
        raise Contended(stream=stale)

    def _now(self, caller: Caller) -> Caller:
        """Return the caller at the present moment: a stamp is the moment of the attempt that it signs."""
        if self._clock is None:
            return caller
        return replace(caller, at=max(caller.at, self._clock.now()))

    def _append(self, work: Work, digest: bytes) -> Receipt:
        boxes: list[Box] = []
        leaves: list[Leaf] = []
        for written, event in self._sealer.seal(work, boxes):
            data = self._catalogue.encode(_metadata(written), event)
            leaves.append(Leaf(written.stream, written.version, event.name, data))
        return self._history.append(
            Append(work.caller.command, digest, work.caller.at, leaves, work.reads, boxes, work.claims)
        )


def request(command: Command, actor: str) -> bytes:
    """Return what tells a repeat from another request: the command's kind, content and actor."""
    return f"{type(command).__name__}\n{actor}\n{command.model_dump_json()}".encode()


def _metadata(written: Written) -> Metadata:
    stamp, decided = written.stamp, written.decided
    return Metadata(
        stream=written.stream,
        version=written.version,
        recorded_at=instant(stamp.at),
        recorded_on=stamp.on,
        actor=stamp.actor,
        role=stamp.role,
        command=stamp.command,
        cause=stamp.cause,
        permission=decided.permission,
        rule=decided.rule,
    )
