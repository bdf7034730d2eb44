"""The refusal log in PostgreSQL («журнал отказов»): rows written once, a digest for each day."""

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

import msgspec
from psycopg import Connection, sql
from psycopg_pool import ConnectionPool

from api.database import transaction
from commands.refusals.attempt import Attempt
from ledger.ports import Entropy
from ledger.stamp import instant

PER_MINUTE = 30
"""Kept for one actor within a minute: whoever hammers at a door fills no disk."""

_KEEP = """
    INSERT INTO {refusal} (id, {columns})
    SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s
    WHERE (SELECT count(*) FROM {refusal} WHERE actor = %s AND at > %s) < %s
"""
_COLUMNS = ("at", "actor", "verb", "command", "code", "requirement", "touched", "details")
_DAY = "SELECT {columns} FROM {refusal} WHERE at >= %s AND at < %s ORDER BY at, id"
_FIRST = "SELECT min(at) FROM {refusal} WHERE at >= %s"


class DaySeal(NamedTuple):
    """What seals one day of the log: how many attempts, and the SHA-256 over them."""

    attempts: int
    digest: str


class PostgresRefusalLog:
    """Implements `commands.refusals.attempt.RefusalLog`; its days are those of UTC."""

    def __init__(self, pool: ConnectionPool[Connection], schema: str, entropy: Entropy) -> None:
        self._pool = pool
        self._entropy = entropy
        columns = sql.SQL(", ").join(map(sql.Identifier, _COLUMNS))
        names = {"refusal": sql.Identifier(schema, "refusal"), "columns": columns}
        self._keep, self._day, self._first = (sql.SQL(query).format(**names) for query in (_KEEP, _DAY, _FIRST))

    def keep(self, attempt: Attempt) -> bool:
        """Keep an attempt, unless this actor has had too many kept within a minute."""
        values = [self._entropy.identifier(), *(getattr(attempt, column) for column in _COLUMNS)]
        recently = (attempt.actor, attempt.at - timedelta(minutes=1), PER_MINUTE)
        with transaction(self._pool) as connection:
            return connection.execute(self._keep, (*values, *recently)).rowcount == 1

    def first_day(self, *, since: date) -> date | None:
        """Return the first day with an attempt, from *since* on."""
        with transaction(self._pool) as connection:
            row = connection.execute(self._first, (_midnight(since),)).fetchone()
        return row[0].astimezone(UTC).date() if row and row[0] else None

    def seal_of(self, on: date) -> DaySeal:
        """Return what seals the attempts of a day: each is a line of JSON, in the order of their moments."""
        attempts, digest = 0, hashlib.sha256()
        with transaction(self._pool) as connection:
            for row in connection.execute(self._day, (_midnight(on), _midnight(on + timedelta(days=1)))):
                digest.update(_line(*row))
                attempts += 1
        return DaySeal(attempts, digest.hexdigest())


def _line(at: datetime, *columns: Any) -> bytes:
    """Return one attempt as the seal covers it: sorted keys, the details as the text they are kept as."""
    *told, details = columns
    fields = dict(zip(_COLUMNS[1:], (*told, details.decode()), strict=True))
    return msgspec.json.encode({"at": instant(at), **fields}, order="sorted") + b"\n"


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), UTC)
