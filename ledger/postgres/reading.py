"""Reading («чтение»): streams, the log in order, and the moment's position."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from psycopg import Connection, sql
from psycopg_pool import ConnectionPool

from ledger.catalogue import Catalogue
from ledger.history import Box, CommandReused, Entry, Recall, Receipt, Recorded
from ledger.postgres.connections import answering
from ledger.postgres.flushing import flush

_ENTRY = "SELECT e.position, e.stream, e.version, e.name, e.recorded_at, e.bytes FROM {schema}.event AS e "
_QUERIES = {
    "page": _ENTRY + "WHERE e.position > %b ORDER BY e.position LIMIT %b",
    "entries": """
        SELECT found.position, r.stream, found.version, found.name, found.recorded_at, found.bytes
        FROM unnest(%b::text[]) AS r(stream)
        CROSS JOIN LATERAL (
            SELECT e.position, e.version, e.name, e.recorded_at, e.bytes FROM {schema}.event AS e
            WHERE e.stream = r.stream AND e.position <= %b ORDER BY e.version
        ) AS found""",
    # The command's receipt, if it has one, is a row without a stream.
    "recall": """
        SELECT c.position, NULL, c.n, c.digest FROM {schema}.command AS c WHERE c.id = %b
        UNION ALL
        SELECT tail.position, r.stream, tail.version, tail.bytes
        FROM unnest(%b::text[], %b::integer[]) AS r(stream, version)
        CROSS JOIN LATERAL (
            SELECT e.position, e.version, e.bytes FROM {schema}.event AS e
            WHERE e.stream = r.stream AND e.version > r.version ORDER BY e.version
        ) AS tail""",
    "streams": """
        SELECT found.position, r.stream, found.version, found.bytes
        FROM unnest(%b::text[]) AS r(stream)
        CROSS JOIN LATERAL (
            SELECT e.position, e.version, e.bytes FROM {schema}.event AS e
            WHERE e.stream = r.stream AND e.position <= %b ORDER BY e.version
        ) AS found""",
    "head": "SELECT coalesce(max(e.position), 0) FROM {schema}.event AS e",
    "position_at": "SELECT {schema}.position_at(%b)",
    "boxes": """
        SELECT s.position, s.part, s.key_id, s.box FROM {schema}.sealed AS s
        WHERE s.position = ANY(%b) ORDER BY s.position, s.part""",
}
_LAST = 2**63 - 1


class _Found(NamedTuple):
    """A row of recall or streams: an event, or a receipt where there is no stream."""

    position: int
    stream: str | None
    version: int
    data: bytes


class Reader:
    """Reads one tenant's ledger.

    What a decision, a repeat or a follower will go on from is flushed before it is handed out.
    """

    def __init__(self, pool: ConnectionPool[Connection], schema: str, catalogue: Catalogue) -> None:
        self._pool = pool
        self._catalogue = catalogue
        self._safe = 0
        name = sql.Identifier(schema)
        self._queries = {key: sql.SQL(text).format(schema=name).as_bytes(None) for key, text in _QUERIES.items()}

    def recall(self, after: Mapping[str, int], command: str | None, digest: bytes) -> Recall:
        """Return the streams' events after given versions, and what the command was answered before."""
        known = None if command is None else UUID(command)
        rows = list(map(_Found._make, self._ask_safely("recall", known, list(after), list(after.values()))))
        receipt = None
        if rows and rows[0].stream is None:
            first = rows.pop(0)
            if first.data != digest:
                raise CommandReused
            receipt = Receipt(first.position, first.version, repeated=True)
        return Recall(self._by_stream(after, rows), receipt)

    def trust(self, position: int) -> None:
        """Note that the log is flushed up to and including a position."""
        self._safe = max(self._safe, position)

    def streams(self, streams: Sequence[str], up_to: int | None) -> Mapping[str, Sequence[Recorded]]:
        """Return several streams' events up to and including a position."""
        rows = self._ask("streams", list(dict.fromkeys(streams)), _LAST if up_to is None else up_to)
        return self._by_stream(streams, map(_Found._make, rows))

    def entries(self, streams: Sequence[str], up_to: int | None) -> list[Entry]:
        """Return the streams' entries with their bytes, each stream in version order."""
        return list(map(Entry._make, self._ask("entries", list(streams), _LAST if up_to is None else up_to)))

    def page(self, after: int, limit: int) -> list[Entry]:
        """Return at most *limit* entries after a position."""
        return list(map(Entry._make, self._ask_safely("page", after, limit)))

    def boxes(self, positions: Sequence[int]) -> dict[tuple[int, int], Box]:
        """Return the ciphertexts of events by position and part; those of a destroyed key are gone."""
        rows = self._ask("boxes", list(positions))
        return {(position, part): Box(0, part, key, data) for position, part, key, data in rows}

    def head(self) -> int:
        """Return the last position."""
        return int(self._ask("head")[0][0])

    def position_at(self, moment: datetime) -> int:
        """Return the last position recorded by a moment."""
        return int(self._ask("position_at", moment)[0][0])

    def _ask(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        with answering(), self._pool.connection() as connection:
            return connection.execute(self._queries[query], parameters, prepare=True, binary=True).fetchall()

    def _ask_safely(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Ask for rows that begin with their position, and have the log flushed as far as they reach."""
        with answering(), self._pool.connection() as connection:
            rows = connection.execute(self._queries[query], parameters, prepare=True, binary=True).fetchall()
            last = max((row[0] for row in rows), default=0)
            if last > self._safe:
                flush(connection)
                self.trust(last)
        return rows

    def _by_stream(self, streams: Iterable[str], rows: Iterable[_Found]) -> dict[str, list[Recorded]]:
        """Decode rows that come stream by stream in version order."""
        found: dict[str, list[Recorded]] = {stream: [] for stream in streams}
        rows = list(rows)
        page = self._catalogue.decode_page(b"[" + b",".join(row.data for row in rows) + b"]")
        for row, lean in zip(rows, page, strict=True):
            event = self._catalogue.lift(lean.fields)
            found[lean.stream].append(Recorded(row.position, lean.stream, row.version, event))
        return found
