"""Flushing («сброс на диск»): before anybody relies on what the server could still lose.

An act is visible from its commit on, and its log is flushed a moment later, outside the tenant's lock. Who saw it in
between and remembers it, beyond a crash of the server, would know of an act that never was.
"""

from psycopg import Connection

_FLUSH = """
    SELECT CASE WHEN pg_catalog.pg_current_wal_flush_lsn() < pg_catalog.pg_current_wal_insert_lsn()
        THEN pg_catalog.pg_logical_emit_message(false, '', '', true) END
"""


def flush(connection: Connection) -> None:
    """Return when everything that was visible before is on the disk."""
    connection.execute(_FLUSH, prepare=True)
