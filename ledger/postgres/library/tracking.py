"""The library's tracking recorder: how far a projection has come, committed together with its rows."""

from eventsourcing.persistence import IntegrityError, Tracking, TrackingRecorder
from psycopg import Connection, sql
from psycopg_pool import ConnectionPool
from typing_extensions import override

from ledger.postgres.connections import answering

_INSERT = """
INSERT INTO {schema}.tracking AS t (application_name, notification_id) VALUES (%s, %s)
ON CONFLICT (application_name) DO UPDATE SET notification_id = excluded.notification_id
WHERE t.notification_id < excluded.notification_id
"""
_MAX = "SELECT t.notification_id FROM {schema}.tracking AS t WHERE t.application_name = %s"


class LedgerTrackingRecorder(TrackingRecorder):
    """Base of views kept by the library's projections, in the tenant's schema, as the role that keeps books.

    A subclass writes its rows and calls `track` in the same transaction.
    """

    def __init__(self, pool: ConnectionPool[Connection], schema: str) -> None:
        self.pool = pool
        self.schema = sql.Identifier(schema)
        self._insert = sql.SQL(_INSERT).format(schema=self.schema)
        self._max = sql.SQL(_MAX).format(schema=self.schema)

    @override
    def insert_tracking(self, tracking: Tracking) -> None:
        with answering(), self.pool.connection() as connection, connection.transaction():
            self.track(connection, tracking)

    def track(self, connection: Connection, tracking: Tracking) -> None:
        """Record a position in the caller's transaction.

        Raises:
            IntegrityError: the projection has been there.

        """
        values = (tracking.application_name, tracking.notification_id)
        if connection.execute(self._insert, values).rowcount == 0:
            raise IntegrityError

    @override
    def max_tracking_id(self, application_name: str) -> int | None:
        with answering(), self.pool.connection() as connection:
            row = connection.execute(self._max, (application_name,)).fetchone()
        return None if row is None else int(row[0])
