"""Verifying entries («проверка записей»): every event of a range of positions against its own bytes and neighbours."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from psycopg import Connection, sql

from ledger.catalogue import Catalogue, UnknownEvent
from ledger.envelope import Metadata, NotCanonical, canonical
from ledger.event import Event
from ledger.history import Entry
from ledger.keys.fields import may_seal, stored_fields
from replay.finding import Finding, Kind

_BATCH = 10_000
_BACKWARDS = timedelta(seconds=2)
"""How far a stamp may lie behind the latest one (two honest processes)."""
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Span(NamedTuple):
    """Positions from one, up to and with another."""

    first: int
    last: int


class _Command(NamedTuple):
    position: int
    id: str


@dataclass(frozen=True, slots=True)
class _Queries:
    page: sql.Composed
    before: sql.Composed
    commands: sql.Composed
    boxes: sql.Composed


def _queries(schema: str) -> _Queries:
    name = sql.Identifier(schema)
    return _Queries(
        page=sql.SQL(
            "SELECT position, stream, version, name, recorded_at, bytes FROM {}.event"
            " WHERE position > %s AND position <= %s ORDER BY position LIMIT %s"
        ).format(name),
        before=sql.SQL("SELECT recorded_at FROM {}.event WHERE position = %s").format(name),
        commands=sql.SQL(
            "SELECT position, id::text FROM {}.command"
            " WHERE position >= %s AND position - n < %s AND n > 0 ORDER BY position"
        ).format(name),
        boxes=sql.SQL(
            "SELECT position, key_id, box FROM {}.sealed WHERE position BETWEEN %s AND %s ORDER BY position, part"
        ).format(name),
    )


class EntryVerifier:
    """Checks ranges of positions over one connection; `destroyed` are the keys whose boxes may be gone."""

    def __init__(self, connection: Connection, schema: str, catalogue: Catalogue, destroyed: frozenset[str]) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._destroyed = destroyed
        self._queries = _queries(schema)
        self._sealing = {name for name, event in catalogue.events.items() if may_seal(event)}

    def findings(self, span: Span) -> Iterator[Finding]:
        """Yield what is wrong with the entries of a span."""
        rows = self._connection.execute(self._queries.commands, (span.first, span.last))
        commands = [_Command(*row) for row in rows]
        row = self._connection.execute(self._queries.before, (span.first - 1,)).fetchone()
        latest = row[0] if row else _BEGINNING
        after = span.first - 1
        while entries := self._page(after, span.last):
            boxes = self._boxes(after + 1, entries[-1].position)
            for entry in entries:
                if entry.position != after + 1:
                    yield Finding(Kind.HOLE, after + 1, f"the next event is at {entry.position}")
                after = entry.position
                yield from self._entry(entry, latest, commands, boxes.pop(after, []))
                latest = entry.recorded_at
            for position in boxes:
                yield Finding(Kind.SEALED, position, "a box lies beside no event")
        if after < span.last:
            yield Finding(Kind.HOLE, after + 1, "there is no event")

    def _page(self, after: int, last: int) -> list[Entry]:
        rows = self._connection.execute(self._queries.page, (after, last, _BATCH), binary=True)
        return [Entry._make(row) for row in rows]

    def _boxes(self, first: int, last: int) -> dict[int, list[tuple[str, bytes]]]:
        found: dict[int, list[tuple[str, bytes]]] = {}
        for position, key, box in self._connection.execute(self._queries.boxes, (first, last), binary=True):
            found.setdefault(position, []).append((key, box))
        return found

    def _entry(
        self, entry: Entry, latest: datetime, commands: Sequence[_Command], boxes: Sequence[tuple[str, bytes]]
    ) -> Iterator[Finding]:
        try:
            envelope = self._catalogue.metadata(entry.data)
        except UnknownEvent as trouble:
            yield Finding(Kind.UNREADABLE, entry.position, str(trouble))
            return
        yield from _form(entry, envelope)
        yield from _columns(entry, envelope)
        yield from _clock(entry, envelope, latest)
        number = bisect_left(commands, entry.position, key=lambda command: command.position)
        if number == len(commands) or commands[number].id != envelope.command:
            yield Finding(Kind.COMMAND, entry.position, f"command {envelope.command} does not answer for it")
        if boxes or entry.name in self._sealing:
            yield from self._sealed(entry, boxes)

    def _sealed(self, entry: Entry, boxes: Sequence[tuple[str, bytes]]) -> Iterator[Finding]:
        """Every sealed field has its box unless its key is destroyed; every box has its field."""
        fields = {(field.key, field.digest) for _, field in stored_fields(entry.data)}
        lying = {(key, sha256(box).hexdigest()) for key, box in boxes}
        for key, _ in lying - fields:
            yield Finding(Kind.SEALED, entry.position, f"the box under key {key} belongs to no field")
        for key, _ in fields - lying:
            if key not in self._destroyed:
                yield Finding(Kind.SEALED, entry.position, f"the field under key {key} has lost its box")


def _form(entry: Entry, envelope: Metadata) -> Iterator[Finding]:
    try:
        written = canonical(envelope)
    except NotCanonical as trouble:
        yield Finding(Kind.NOT_CANONICAL, entry.position, str(trouble))
        return
    if written != entry.data:
        yield Finding(Kind.NOT_CANONICAL, entry.position, "written anew the bytes are others")


def _columns(entry: Entry, envelope: Metadata) -> Iterator[Finding]:
    told: Mapping[str, object] = {
        "stream": envelope.stream,
        "version": envelope.version,
        "name": _event_of(envelope).name,
    }
    for column, value in told.items():
        if getattr(entry, column) != value:
            yield Finding(Kind.COLUMN, entry.position, f"{column} is {getattr(entry, column)}, in the bytes {value}")


def _clock(entry: Entry, envelope: Metadata, latest: datetime) -> Iterator[Finding]:
    """The column is the latest stamp so far, and no stamp lies far behind it."""
    stamp = datetime.fromisoformat(envelope.recorded_at)
    if entry.recorded_at != max(latest, stamp):
        yield Finding(Kind.CLOCK, entry.position, f"recorded_at is {entry.recorded_at}, not {max(latest, stamp)}")
    if stamp < latest - _BACKWARDS:
        yield Finding(Kind.CLOCK, entry.position, f"stamped {stamp}, after {latest}")


def _event_of(envelope: Metadata) -> Event:
    fields: Event = envelope.fields  # type: ignore[attr-defined] # every catalogued envelope has them
    return fields
