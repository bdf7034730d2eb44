"""Grouping («совместная запись»): appends that wait for another one go to the database together.

Every append costs the tenant's lock, a round trip and a flush of the disk. Whoever finds the way free goes at once;
those who come meanwhile queue, and the first of them takes the others along.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock, Semaphore

from ledger.history import Append, Receipt
from ledger.postgres.errors import Unavailable

COMMANDS = 32
"""Most commands in a group."""
LEAVES = 1000
"""A group that has as many events takes nobody else along."""

Send = Callable[[Sequence[Append]], Sequence[Receipt] | None]
"""Records appends, all or none, and answers each; None if they have to be sent one by one."""


@dataclass(slots=True, eq=False)
class _Ticket:
    """A waiting append; woken with neither a receipt nor an error it leads the next group."""

    append: Append
    woken: Semaphore = field(default_factory=lambda: Semaphore(0))
    receipt: Receipt | None = None
    error: Exception | None = None
    alone: bool = False


class Grouping:
    """Sends appends through *send*, at most *lanes* groups at a time."""

    def __init__(self, send: Send, lanes: int = 1) -> None:
        self._send = send
        self._lock = Lock()
        self._queue: deque[_Ticket] = deque()
        self._free = lanes

    def append(self, append: Append) -> Receipt:
        """Send *append*, by itself or in company, and return its receipt; what *send* raises is raised."""
        ticket = _Ticket(append)
        with self._lock:
            waits = self._free == 0
            if waits:
                self._queue.append(ticket)
            else:
                self._free -= 1
        if waits:
            ticket.woken.acquire()
        if ticket.receipt is None and ticket.error is None and not ticket.alone:
            self._lead(ticket)
        if ticket.alone:
            return self._one(append)
        if ticket.error is not None:
            raise ticket.error
        assert ticket.receipt is not None
        return ticket.receipt

    def _lead(self, first: _Ticket) -> None:
        """Send *first* and its company, pass the lane on, wake the others."""
        with self._lock:
            others = _company(first, self._queue)
        try:
            self._carry(sorted([first, *others], key=lambda ticket: ticket.append.at))
        finally:
            with self._lock:
                if self._queue:
                    self._queue.popleft().woken.release()
                else:
                    self._free += 1
            for ticket in others:
                ticket.woken.release()

    def _carry(self, group: Sequence[_Ticket]) -> None:
        for ticket in group:
            ticket.error = Unavailable("broken off")
        try:
            receipts = self._send([ticket.append for ticket in group])
        except Unavailable as error:
            for ticket in group:
                ticket.error = error
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where it belongs
            for ticket in group:
                ticket.error, ticket.alone = error, len(group) > 1
        else:
            for number, ticket in enumerate(group):
                ticket.error, ticket.alone = None, receipts is None
                ticket.receipt = receipts[number] if receipts else None

    def _one(self, append: Append) -> Receipt:
        receipts = self._send([append])
        assert receipts is not None
        return receipts[0]


def _company(first: _Ticket, queue: deque[_Ticket]) -> list[_Ticket]:
    """Take from the queue whoever can go with *first*, in their order."""
    group, left = [first], []
    commands = {first.append.command}
    named = dict(first.append.reads)
    written = {leaf.stream for leaf in first.append.leaves}
    claimed = _claimed(first.append)
    leaves = len(first.append.leaves)
    for ticket in queue:
        append = ticket.append
        writes = {leaf.stream for leaf in append.leaves}
        if (
            len(group) >= COMMANDS
            or leaves >= LEAVES
            or append.command in commands
            or not writes.isdisjoint(named)
            or not written.isdisjoint(append.reads)
            or not claimed.isdisjoint(_claimed(append))
            or any(named.get(stream, version) != version for stream, version in append.reads.items())
        ):
            left.append(ticket)
            continue
        group.append(ticket)
        commands.add(append.command)
        named.update(append.reads)
        written |= writes
        claimed |= _claimed(append)
        leaves += len(append.leaves)
    queue.clear()
    queue.extend(left)
    return group[1:]


def _claimed(append: Append) -> set[tuple[str, str]]:
    return {(claim.kind, claim.key) for claim in append.claims}
