"""Executor («исполнитель команд»): runs a handler, seals and encodes what it recorded, appends, retries when stale."""

from collections.abc import Callable
from typing import TypeVar

from commands.command import Command
from commands.memory import Memory
from commands.sealing import Sealer
from commands.work import Answered, Work, Written
from ledger.catalogue import Catalogue
from ledger.envelope import Metadata
from ledger.history import Append, Box, History, Leaf, Receipt, Stale
from ledger.ports import Entropy
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
    """Carries commands out against one tenant's history."""

    def __init__(
        self, history: History, catalogue: Catalogue, sealer: Sealer, memory: Memory, entropy: Entropy
    ) -> None:
        self._history = history
        self._catalogue = catalogue
        self._sealer = sealer
        self._memory = memory
        self._entropy = entropy

    def perform(self, handler: Handler[AnyCommand], command: AnyCommand, caller: Caller) -> Receipt:
        """Carry *command* out and return the receipt; a command id known with the same content gets its first receipt.

        Raises:
            Refusal: a rule forbids it; nothing was stored.
            Unavailable: the database cannot answer; repeat with the same command id.

        """
        digest = self._sealer.digest(request(command, caller.actor))
        stale = ""
        for _ in range(command.attempts):
            work = Work(self._history, self._memory, self._entropy, caller, digest)
            try:
                handler(command, work)
                if not work.written:
                    return Receipt(self._history.head(), 0)
                return self._append(work, digest)
            except Answered as answered:
                return answered.receipt
            except Stale as error:
                stale = error.stream
        raise Contended(stream=stale)

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
