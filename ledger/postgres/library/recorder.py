"""The library's application recorder over the ledger: it appends and reads as the program does, and parses nothing."""

import hashlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from eventsourcing.persistence import ApplicationRecorder, IntegrityError, Notification, StoredEvent
from psycopg import Connection, sql
from psycopg_pool import ConnectionPool
from typing_extensions import override

from ledger.history import Append, ClockRefused, CommandReused, History, Leaf, Receipt, Stale
from ledger.ports import Clock
from ledger.postgres.connections import answering
from ledger.postgres.library.subscription import LedgerSubscription

_NAMESPACE = UUID("6f1f2f52-2a0c-5b8a-9d0e-5f6f0c6f8f10")
_ATTEMPTS = 3
_EVENTS = """
SELECT e.stream, e.version, e.name, e.bytes FROM {schema}.event AS e
WHERE e.stream = %(stream)s
    AND (%(gt)s::integer IS NULL OR e.version > %(gt)s) AND (%(lte)s::integer IS NULL OR e.version <= %(lte)s)
ORDER BY e.version {order} LIMIT %(limit)s
"""
_NOTIFICATIONS = """
SELECT e.stream, e.version, e.name, e.bytes, e.position FROM {schema}.event AS e
WHERE e.position >= %(first)s AND (%(stop)s::bigint IS NULL OR e.position <= %(stop)s)
    AND (%(topics)s::text[] IS NULL OR e.name = ANY (%(topics)s))
ORDER BY e.position LIMIT %(limit)s
"""


class LedgerRecorder(ApplicationRecorder):
    """Records stored events of the library: originator ids are streams, topics are names, notification ids positions.

    One call is one command. Its id follows from its first event, so a call repeated after a lost connection is known.
    """

    def __init__(self, history: History, pool: ConnectionPool[Connection], schema: str, clock: Clock) -> None:
        self._history = history
        self._pool = pool
        self._clock = clock
        name = sql.Identifier(schema)
        order = {False: sql.SQL("ASC"), True: sql.SQL("DESC")}
        self._events = {desc: sql.SQL(_EVENTS).format(schema=name, order=word) for desc, word in order.items()}
        self._notifications = sql.SQL(_NOTIFICATIONS).format(schema=name)

    @override
    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        if not stored_events:
            return None
        leaves = [Leaf(str(one.originator_id), one.originator_version, one.topic, one.state) for one in stored_events]
        reads = _reads(leaves)
        try:
            receipt = self._append(leaves, reads)
        except (Stale, CommandReused) as error:
            raise IntegrityError from error
        if receipt.repeated:
            raise IntegrityError
        return list(range(receipt.position - receipt.count + 1, receipt.position + 1))

    def _append(self, leaves: Sequence[Leaf], reads: dict[str, int]) -> Receipt:
        """Append with a stamp of now; one that waited so long that it fell behind is stamped anew."""
        command = uuid5(_NAMESPACE, f"{leaves[0].stream}:{leaves[0].version}")
        digest = hashlib.sha256(repr(leaves).encode()).digest()
        for _ in range(_ATTEMPTS - 1):
            try:
                return self._history.append(Append(str(command), digest, self._clock.now(), leaves, reads))
            except ClockRefused:
                continue
        return self._history.append(Append(str(command), digest, self._clock.now(), leaves, reads))

    @override
    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        values = {"stream": str(originator_id), "gt": gt, "lte": lte, "limit": limit}
        with answering(), self._pool.connection() as connection:
            rows = connection.execute(self._events[desc], values, binary=True).fetchall()
        return [StoredEvent(*row) for row in rows]

    @override
    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        first = 0 if start is None else start + (not inclusive_of_start)
        values = {"first": first, "stop": stop, "topics": list(topics) or None, "limit": limit}
        with answering(), self._pool.connection() as connection:
            rows = connection.execute(self._notifications, values, binary=True).fetchall()
        return [Notification(*row) for row in rows]

    @override
    def max_notification_id(self) -> int | None:
        return self._history.head() or None

    @override
    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> LedgerSubscription:
        return LedgerSubscription(self, self._history, gt, topics)


def _reads(leaves: Sequence[Leaf]) -> dict[str, int]:
    """Return the version that each stream has to be at; the library refuses what is not in sequence."""
    reads: dict[str, int] = {}
    reached: dict[str, int] = {}
    for leaf in leaves:
        before = reached.setdefault(leaf.stream, leaf.version - 1)
        reads.setdefault(leaf.stream, before)
        if leaf.version != before + 1:
            raise IntegrityError
        reached[leaf.stream] = leaf.version
    return reads
