"""Sealed days of the refusal log («запечатанные дни журнала отказов»): what seals a day, and whether it still fits."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

import msgspec
from psycopg import Connection, sql

from aggregates.catalogue import CATALOGUE
from aggregates.refusals.refusal_log.events import DaySealed
from ledger.catalogue import UnknownEvent
from ledger.stamp import instant
from replay.finding import Finding, Kind

COLUMNS = ("at", "actor", "verb", "command", "code", "requirement", "touched", "details")

_DAY = "SELECT {columns} FROM {refusal} WHERE at >= %s AND at < %s ORDER BY at, id"
_SEALS = "SELECT position, bytes FROM {event} WHERE name = %s ORDER BY position"
_DAYS = "SELECT DISTINCT (at AT TIME ZONE 'UTC')::date FROM {refusal} WHERE at < %s ORDER BY 1"


class DaySeal(NamedTuple):
    """What seals one day of the log: how many attempts, and the SHA-256 over them."""

    attempts: int
    digest: str


def seal_of(connection: Connection, schema: str, on: date) -> DaySeal:
    """Return what seals the attempts of a day: each is a line of JSON, in the order of their moments."""
    attempts, digest = 0, hashlib.sha256()
    days = (midnight(on), midnight(on + timedelta(days=1)))
    for row in connection.execute(_composed(_DAY, schema), days):
        digest.update(_line(*row))
        attempts += 1
    return DaySeal(attempts, digest.hexdigest())


def verify_sealed_days(connection: Connection, schema: str) -> Iterator[Finding]:
    """Yield the days whose attempts are not those that were sealed, and earlier ones that nobody sealed."""
    sealed = set()
    for position, data in connection.execute(_composed(_SEALS, schema), (DaySealed.name,)).fetchall():
        try:
            event = CATALOGUE.decode(DaySealed.name, data)
        except UnknownEvent:
            continue  # what cannot be read is found event by event
        assert isinstance(event, DaySealed)
        sealed.add(event.on)
        if seal_of(connection, schema, event.on) != (event.attempts, event.digest):
            yield Finding(Kind.REFUSAL, position, f"the attempts of {event.on} are not those that were sealed")
    if sealed:
        for (on,) in connection.execute(_composed(_DAYS, schema), (midnight(max(sealed)),)).fetchall():
            if on not in sealed:
                yield Finding(Kind.REFUSAL, None, f"attempts of {on} came after later days had been sealed")


def midnight(on: date) -> datetime:
    """Return the moment at which a day of the log begins: its days are those of UTC."""
    return datetime.combine(on, time(), UTC)


def _line(at: datetime, *columns: Any) -> bytes:
    """Return one attempt as the seal covers it: sorted keys, the details as the text they are kept as."""
    *told, details = columns
    fields = dict(zip(COLUMNS[1:], (*told, details.decode()), strict=True))
    return msgspec.json.encode({"at": instant(at), **fields}, order="sorted") + b"\n"


def _composed(query: str, schema: str) -> sql.Composed:
    return sql.SQL(query).format(
        columns=sql.SQL(", ").join(map(sql.Identifier, COLUMNS)),
        refusal=sql.Identifier(schema, "refusal"),
        event=sql.Identifier(schema, "event"),
    )
