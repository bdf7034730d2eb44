"""The history of one tenant in PostgreSQL («история»)."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from psycopg import Connection, sql
from psycopg_pool import ConnectionPool

from ledger.catalogue import Catalogue
from ledger.envelope import Metadata
from ledger.history import Append, Box, Claim, Entry, Recall, Receipt, Recorded
from ledger.postgres.appending import Appender
from ledger.postgres.connections import answering
from ledger.postgres.following import Follower
from ledger.postgres.reading import Reader
from ledger.postgres.replaying import contents
from ledger.postgres.waking import Waker


class PostgresHistory:
    """Implements `ledger.history.History`; safe to share between threads. Close it before its pool."""

    def __init__(self, pool: ConnectionPool[Connection], schema: str, catalogue: Catalogue) -> None:
        self._pool = pool
        self._schema = schema
        self._catalogue = catalogue
        self._appender = Appender(pool, schema)
        self._reader = Reader(pool, schema, catalogue)
        self._follower = Follower(pool, schema, self._reader)
        self._waker = Waker(pool, schema)
        forget = sql.SQL("SELECT {}.forget(%s::text, %s::bigint, %s::text[], %s::text[])")
        self._forget = forget.format(sql.Identifier(schema))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop waking the followers of other processes."""
        self._waker.close()

    def recall(self, after: Mapping[str, int], *, command: str | None = None, digest: bytes = b"") -> Recall:
        """Return the events of each stream after the given version, in one round trip, in version order."""
        return self._reader.recall(after, command, digest)

    def append(self, append: Append) -> Receipt:
        """Record the events of one command, all or none; a known command gets its first answer."""
        receipt = self._appender.append(append)
        self._reader.trust(receipt.position)
        self._waker.wake()
        return receipt

    def read(self, *, after: int, limit: int) -> Sequence[Entry]:
        """Return at most *limit* entries after a position, in position order."""
        return self._reader.page(after, limit)

    def contents(self, *, after: int, up_to: int) -> Iterator[list[bytes]]:
        """Yield pages of canonical bytes, from the position after one up to another: for reading the whole ledger."""
        return contents(self._pool, self._schema, after=after, up_to=up_to)

    def stream(self, stream: str, *, up_to: int | None = None) -> Sequence[Recorded]:
        """Return one stream's events up to and including a position."""
        return self._reader.streams([stream], up_to)[stream]

    def streams(self, streams: Sequence[str], *, up_to: int | None = None) -> Mapping[str, Sequence[Recorded]]:
        """Return several streams' events up to and including a position, in one round trip."""
        return self._reader.streams(streams, up_to)

    def entries(self, *streams: str, up_to: int | None = None) -> Sequence[Entry]:
        """Return the entries of streams with their bytes, in one round trip, each stream in version order."""
        return self._reader.entries(streams, up_to)

    def metadata(self, entry: Entry) -> Metadata:
        """Return who, when, under which rule and permission."""
        return self._catalogue.metadata(entry.data)

    def head(self) -> int:
        """Return the position of the last event, 0 when there is none."""
        return self._reader.head()

    def position_at(self, moment: datetime) -> int:
        """Return the last position recorded at or before *moment*."""
        return self._reader.position_at(moment)

    def follow(self, *, after: int, limit: int) -> Generator[Sequence[Entry], None, None]:
        """Yield batches after a position as they are recorded."""
        return self._follower.follow(after, limit)

    def boxes(self, positions: Sequence[int]) -> Mapping[tuple[int, int], Box]:
        """Return the ciphertexts of events by (position, part); those of a destroyed key are gone."""
        return self._reader.boxes(positions)

    def forget(self, key: str, position: int, claims: Sequence[Claim] = ()) -> int:
        """Empty the boxes of a key destroyed by the event at *position*, release the person's claims named.

        Returns how many boxes were emptied; repeating does no harm.
        """
        kinds, keys = [claim.kind for claim in claims], [claim.key for claim in claims]
        with answering(), self._pool.connection() as connection:
            row = connection.execute(self._forget, (key, position, kinds, keys)).fetchone()
        assert row is not None
        return int(row[0])
