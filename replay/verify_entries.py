"""Verifying entries («проверка записей»): every event of a range of positions against its own bytes and neighbours."""

from collections.abc import Callable, Iterable, Iterator, Sequence
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
_LAST = 2**63 - 1
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Span(NamedTuple):
    """Positions from one, up to and with another."""

    first: int
    last: int


Lying = tuple[str, bytes]
"""A box beside an event: the id of its key, the ciphertext."""


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
        answering = self._commands(span)
        row = self._connection.execute(self._queries.before, (span.first - 1,)).fetchone()
        latest = row[0] if row else _BEGINNING
        after = span.first - 1
        while entries := self._page(after, span.last):
            boxes = self._boxes(after + 1, entries[-1].position)
            for entry in entries:
                if entry.position != after + 1:
                    yield Finding(Kind.HOLE, after + 1, f"the next event is at {entry.position}")
                after = entry.position
                yield from self._entry(entry, latest, answering(after), boxes.pop(after, ()))
                latest = entry.recorded_at
            for position in boxes:
                yield Finding(Kind.SEALED, position, "a box lies beside no event")
        if after < span.last:
            yield Finding(Kind.HOLE, after + 1, "there is no event")

    def _commands(self, span: Span) -> Callable[[int], str | None]:
        """Return what tells the id of the command that answers for a position; positions are asked for in order."""
        rows = iter(self._connection.execute(self._queries.commands, (span.first, span.last)))
        last, found = 0, None

        def answering(position: int) -> str | None:
            nonlocal last, found
            while last < position:
                last, found = next(rows, (_LAST, None))
            return found

        return answering

    def _page(self, after: int, last: int) -> list[Entry]:
        rows = self._connection.execute(self._queries.page, (after, last, _BATCH), binary=True).fetchall()
        return list(map(Entry._make, rows))

    def _boxes(self, first: int, last: int) -> dict[int, Sequence[Lying]]:
        found: dict[int, Sequence[Lying]] = {}
        for position, key, box in self._connection.execute(self._queries.boxes, (first, last), binary=True):
            found[position] = (*found.get(position, ()), (key, box))
        return found

    def _entry(self, entry: Entry, latest: datetime, command: str | None, boxes: Sequence[Lying]) -> Iterable[Finding]:
        """Return what is wrong with one entry, as a rule nothing."""
        try:
            envelope = self._catalogue.metadata(entry.data)
        except UnknownEvent as trouble:
            return (Finding(Kind.UNREADABLE, entry.position, str(trouble)),)
        found = [*_form(entry, envelope), *_columns(entry, envelope), *_clock(entry, envelope, latest)]
        if envelope.command != command:
            found.append(Finding(Kind.COMMAND, entry.position, f"command {envelope.command} does not answer for it"))
        if boxes or entry.name in self._sealing:
            found += self._sealed(entry, boxes)
        return found

    def _sealed(self, entry: Entry, boxes: Sequence[Lying]) -> Iterator[Finding]:
        """Every sealed field has its box unless its key is destroyed; every box has its field."""
        fields = {(field.key, field.digest) for _, field in stored_fields(entry.data)}
        lying = {(key, sha256(box).hexdigest()) for key, box in boxes}
        for key, _ in lying - fields:
            yield Finding(Kind.SEALED, entry.position, f"the box under key {key} belongs to no field")
        for key, _ in fields - lying:
            if key not in self._destroyed:
                yield Finding(Kind.SEALED, entry.position, f"the field under key {key} has lost its box")


def _form(entry: Entry, envelope: Metadata) -> Sequence[Finding]:
    try:
        is_canonical = canonical(envelope) == entry.data
    except NotCanonical as trouble:
        return (Finding(Kind.NOT_CANONICAL, entry.position, str(trouble)),)
    return () if is_canonical else (Finding(Kind.NOT_CANONICAL, entry.position, "written anew the bytes are others"),)


def _columns(entry: Entry, envelope: Metadata) -> Sequence[Finding]:
    event: Event = envelope.fields  # type: ignore[attr-defined] # every catalogued envelope has them
    kept, told = entry[1:4], (envelope.stream, envelope.version, event.name)
    return () if kept == told else (Finding(Kind.COLUMN, entry.position, f"beside {told} stands {kept}"),)


def _clock(entry: Entry, envelope: Metadata, latest: datetime) -> Sequence[Finding]:
    """The column is the latest stamp so far, and no stamp lies far behind it."""
    stamp, recorded_at = datetime.fromisoformat(envelope.recorded_at), entry.recorded_at
    latest = max(latest, stamp)
    if recorded_at == latest and stamp >= latest - _BACKWARDS:
        return ()
    return (Finding(Kind.CLOCK, entry.position, f"stamped {stamp}, kept as {recorded_at}, the latest was {latest}"),)
