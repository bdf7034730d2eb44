"""The refusal log in PostgreSQL («журнал отказов»): rows written once, a digest for each day."""

from datetime import UTC, date, timedelta

from psycopg import Connection, sql
from psycopg_pool import ConnectionPool

from api.database import transaction
from commands.refusals.attempt import Attempt
from ledger.ports import Entropy
from replay.sealed_days import COLUMNS, DaySeal, midnight, seal_of

PER_MINUTE = 30
"""Kept for one actor within a minute: whoever hammers at a door fills no disk."""

_KEEP = """
    INSERT INTO {refusal} (id, {columns})
    SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s
    WHERE (SELECT count(*) FROM {refusal} WHERE actor = %s AND at > %s) < %s
"""
_FIRST = "SELECT min(at) FROM {refusal} WHERE at >= %s"


class PostgresRefusalLog:
    """Implements `commands.refusals.attempt.RefusalLog`; its days are those of UTC."""

    def __init__(self, pool: ConnectionPool[Connection], schema: str, entropy: Entropy) -> None:
        self._pool = pool
        self._schema = schema
        self._entropy = entropy
        columns = sql.SQL(", ").join(map(sql.Identifier, COLUMNS))
        names = {"refusal": sql.Identifier(schema, "refusal"), "columns": columns}
        self._keep, self._first = (sql.SQL(query).format(**names) for query in (_KEEP, _FIRST))

    def keep(self, attempt: Attempt) -> bool:
        """Keep an attempt, unless this actor has had too many kept within a minute."""
        values = [self._entropy.identifier(), *(getattr(attempt, column) for column in COLUMNS)]
        recently = (attempt.actor, attempt.at - timedelta(minutes=1), PER_MINUTE)
        with transaction(self._pool) as connection:
            return connection.execute(self._keep, (*values, *recently)).rowcount == 1

    def first_day(self, *, since: date) -> date | None:
        """Return the first day with an attempt, from *since* on."""
        with transaction(self._pool) as connection:
            row = connection.execute(self._first, (midnight(since),)).fetchone()
        return row[0].astimezone(UTC).date() if row and row[0] else None

    def seal_of(self, on: date) -> DaySeal:
        """Return what seals the attempts of a day."""
        with transaction(self._pool) as connection:
            return seal_of(connection, self._schema, on)
