"""Convoy («обоз»): a history that sends one writer's appends in groups, in order, while the next are being decided.

What has been handed over and not yet recorded is shown to the writer as if it were. That is a guess, and it is checked
as ever: each append names the versions it rests on, and where the ledger differs the convoy breaks off.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from psycopg import Connection
from psycopg_pool import ConnectionPool
from typing_extensions import override

from ledger.catalogue import Catalogue
from ledger.history import Append, Recall, Receipt, Recorded
from ledger.postgres.history import PostgresHistory

_COMMANDS, _LEAVES = 64, 1_000
"""A group is not larger."""


class Convoy(PostgresHistory):
    """The history of a tenant that nobody else writes to, used in one thread; every command is a new one."""

    def __init__(self, pool: ConnectionPool[Connection], schema: str, catalogue: Catalogue) -> None:
        super().__init__(pool, schema, catalogue)
        self._decoder = catalogue
        self._position = super().head()
        self._versions: dict[str, int] = {}
        self._tails: dict[str, list[Recorded]] = {}
        self._sender = ThreadPoolExecutor(1)
        self._under_way: Future[None] | None = None
        self._begin()

    @override
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self.flush()
        finally:
            self._sender.shutdown()
            super().__exit__(kind, error, trace)

    @override
    def recall(self, after: Mapping[str, int], *, command: str | None = None, digest: bytes = b"") -> Recall:
        found = {stream: self._tail(stream, version) for stream, version in after.items()}
        events: dict[str, Sequence[Recorded]] = {stream: tail for stream, tail in found.items() if tail is not None}
        asked = {stream: version for stream, version in after.items() if stream not in events}
        if asked:
            self.flush()
            events.update(super().recall(asked).events)
        return Recall(events)

    @override
    def append(self, append: Append) -> Receipt:
        written = {leaf.stream for leaf in append.leaves}
        if (
            len(self._group) == _COMMANDS
            or self._leaves + len(append.leaves) > _LEAVES
            or not written.isdisjoint(self._named)
            or not self._written.isdisjoint(append.reads)
        ):
            self._send()
        self._remember(append)
        self._group.append(append)
        self._leaves += len(append.leaves)
        self._named.update(append.reads)
        self._written |= written
        return Receipt(self._position, len(append.leaves))

    @override
    def head(self) -> int:
        return self._position

    def flush(self) -> None:
        """Return when everything handed over is recorded.

        Raises:
            Stale, Refusal, Unavailable: something is not, nor anything after it.

        """
        self._send()
        self._arrive()

    def _begin(self) -> None:
        self._group: list[Append] = []
        self._leaves = 0
        self._named: set[str] = set()
        self._written: set[str] = set()

    def _send(self) -> None:
        self._arrive()
        if self._group:
            self._under_way = self._sender.submit(self._record, self._group)
        self._begin()

    def _record(self, group: Sequence[Append]) -> None:
        self._appender.together(group)
        self._waker.wake()

    def _arrive(self) -> None:
        if self._under_way is not None:
            self._under_way.result()
            self._under_way = None

    def _remember(self, append: Append) -> None:
        for leaf in append.leaves:
            self._position += 1
            event = self._decoder.decode(leaf.name, leaf.data)
            self._versions[leaf.stream] = leaf.version
            self._tails.setdefault(leaf.stream, []).append(Recorded(self._position, leaf.stream, leaf.version, event))

    def _tail(self, stream: str, after: int) -> Sequence[Recorded] | None:
        """Return the events after a version, None if they are not all at hand; what comes before is forgotten."""
        if self._versions.get(stream) == after:
            self._tails.pop(stream, None)
            return ()
        tail = [one for one in self._tails.get(stream, ()) if one.version > after]
        if not tail or tail[0].version != after + 1:
            return None
        self._tails[stream] = tail
        return tail
