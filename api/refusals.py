"""The refusal log in PostgreSQL («журнал отказов»): rows written once, a digest for each day."""

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

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
    INSERT INTO {refusal} (id, at, actor, verb, command, code, requirement, touched, details)
    SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s
    WHERE (SELECT count(*) FROM {refusal} WHERE actor = %s AND at > %s) < %s
"""
_COLUMNS = "at, actor, verb, command::text, code, requirement, touched, details"
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
        names = {"refusal": sql.Identifier(schema, "refusal"), "columns": sql.SQL(_COLUMNS)}
        self._keep, self._day, self._first = (sql.SQL(query).format(**names) for query in (_KEEP, _DAY, _FIRST))

    def keep(self, attempt: Attempt) -> bool:
        """Keep an attempt, unless this actor has had too many kept within a minute."""
        at, actor, verb, command, code, requirement, touched, details = _row(attempt)
        row = (self._entropy.identifier(), at, actor, verb, command, code, requirement, touched, details)
        with transaction(self._pool) as connection:
            kept = connection.execute(self._keep, (*row, actor, at - timedelta(minutes=1), PER_MINUTE))
            return kept.rowcount == 1

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
                digest.update(_line(_attempt(*row)))
                attempts += 1
        return DaySeal(attempts, digest.hexdigest())


def _row(attempt: Attempt) -> tuple[datetime, str, str, str, str, str, list[str], bytes]:
    return (
        attempt.at,
        attempt.actor,
        attempt.verb,
        attempt.command,
        attempt.code,
        attempt.requirement,
        list(attempt.touched),
        attempt.details,
    )


def _attempt(*row: object) -> Attempt:
    at, actor, verb, command, code, requirement, touched, details = row
    return Attempt(at, actor, verb, command, code, requirement, tuple(touched), bytes(details))  # type: ignore[arg-type, call-overload] # as _COLUMNS selects


def _line(attempt: Attempt) -> bytes:
    fields = {
        "at": instant(attempt.at),
        "actor": attempt.actor,
        "verb": attempt.verb,
        "command": attempt.command,
        "code": attempt.code,
        "requirement": attempt.requirement,
        "touched": attempt.touched,
        "details": attempt.details.decode(),
    }
    return msgspec.json.encode(fields, order="sorted") + b"\n"


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), UTC)
