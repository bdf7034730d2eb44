"""High-water mark («отметка уровня»): the last position seen, kept outside the database.

Whoever puts back an older copy of the database, by whatever means, puts back the database, not this file.
"""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import msgspec
from psycopg import Connection, sql

from ledger.postgres.errors import GroundError
from ledger.postgres.flushing import flush
from ledger.postgres.migrations import identifier


class Mark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event that was certainly recorded: its position, and the SHA-256 of its bytes."""

    position: int
    digest: str


class LedgerBehind(GroundError):  # noqa: N818 - names a state of affairs
    """The ledger is not the one that was seen before, or only an older part of it."""


@dataclass(frozen=True, slots=True)
class HighWater:
    """The mark of one tenant, in a file of its own."""

    folder: Path
    tenant: str

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / f"{identifier(self.tenant)}.json"

    def read(self) -> Mark | None:
        """Return the mark, None before the first event was noted."""
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=Mark)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise LedgerBehind("mark.bad-file", path=self.path, words=error) from None

    def note(self, position: int, data: bytes) -> None:
        """Raise the mark to an event, told by its canonical bytes; a lower one changes nothing."""
        known = self.read()
        if known is None or known.position < position:
            self._write(Mark(position, _digest(data)))

    def raise_to_head(self, connection: Connection, schema: str) -> int:
        """Raise the mark to the last event of the ledger and return its position."""
        position, data = head(connection, schema)
        if position:
            flush(connection)
            self.note(position, data)
        return position

    def check(self, connection: Connection, schema: str) -> None:
        """Refuse a ledger that lacks the marked event or holds another in its place."""
        mark = self.read()
        if mark is None:
            return
        found, _ = head(connection, schema)
        if found < mark.position:
            raise LedgerBehind("ledger.older", found=found, seen=mark.position, lost=mark.position - found)
        query = sql.SQL("SELECT bytes FROM {}.event WHERE position = %s").format(sql.Identifier(schema))
        row = connection.execute(query, (mark.position,)).fetchone()
        if row is None or _digest(row[0]) != mark.digest:
            raise LedgerBehind("ledger.another", seen=mark.position)

    def lower_to_head(self, connection: Connection, schema: str) -> Mark | None:
        """Accept the ledger as it is, and return the mark that it did not reach."""
        old = self.read()
        self.path.unlink(missing_ok=True)
        self.raise_to_head(connection, schema)
        return old

    def _write(self, mark: Mark) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=".mark")
        fresh = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(msgspec.json.encode(mark))
                stream.flush()
                os.fsync(handle)
            fresh.replace(self.path)
        finally:
            fresh.unlink(missing_ok=True)


def head(connection: Connection, schema: str) -> tuple[int, bytes]:
    """Return the position and the bytes of the last event; 0 and nothing before the first."""
    query = sql.SQL("SELECT position, bytes FROM {}.event ORDER BY position DESC LIMIT 1")
    row = connection.execute(query.format(sql.Identifier(schema))).fetchone()
    return (row[0], bytes(row[1])) if row else (0, b"")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
