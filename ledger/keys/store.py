"""Key store («хранилище ключей»): the wrapped keys of personal data, in a database of their own."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import NamedTuple

from psycopg import Connection, sql
from psycopg_pool import ConnectionPool
from typing_extensions import override

from ledger.keyring import KeyLost, KeyReused, Keyring
from ledger.keys.cipher import SECRET_SIZE
from ledger.keys.errors import KeysUnusable
from ledger.keys.wrapping import Wrapping
from ledger.ports import Entropy
from ledger.postgres.connections import answering

REQUESTS = "requests"
"""The id of the tenant's secret for digests of requests; ids of persons' keys are UUIDs."""

_CLAIM = "INSERT INTO {schema}.wrapping (fingerprint) VALUES (%s) ON CONFLICT (one) DO NOTHING"
_HOLD = "SELECT FROM {schema}.wrapping WHERE fingerprint = %s FOR SHARE"
_SWAP = "UPDATE {schema}.wrapping SET fingerprint = %s WHERE fingerprint = %s"
_ADD = (
    "INSERT INTO {schema}.key (id, wrapped) SELECT new.id, new.wrapped"
    " FROM unnest(%s::text[], %s::bytea[]) AS new (id, wrapped) ON CONFLICT (id) DO NOTHING RETURNING id"
)
_SAME = "SELECT count(*) FROM {schema}.key JOIN unnest(%s::text[], %s::bytea[]) AS n (id, wrapped) USING (id, wrapped)"
_GET = "SELECT id, wrapped FROM {schema}.key WHERE id = ANY(%s)"
_DESTROY = (
    "INSERT INTO {schema}.key (id, destroyed_at) VALUES (%s, %s) ON CONFLICT (id) DO UPDATE"
    " SET wrapped = NULL, destroyed_at = excluded.destroyed_at WHERE key.destroyed_at IS NULL"
)
_KNOWN = "SELECT id, wrapped IS NOT NULL FROM {schema}.key WHERE id = ANY(%s)"
_ALL = "SELECT id, wrapped, destroyed_at FROM {schema}.key ORDER BY id"
_LIVE = "SELECT id, wrapped FROM {schema}.key WHERE wrapped IS NOT NULL"
_REWRAP = (
    "UPDATE {schema}.key SET wrapped = new.wrapped"
    " FROM unnest(%s::text[], %s::bytea[]) AS new (id, wrapped) WHERE key.id = new.id"
)
_COUNT = (
    "SELECT count(wrapped), count(destroyed_at), (SELECT fingerprint FROM {schema}.wrapping)"
    " FROM {schema}.key WHERE id <> %s"
)


class KeyCount(NamedTuple):
    """How many keys there are, and by which wrapping key they are wrapped (None before the first one)."""

    live: int
    destroyed: int
    fingerprint: str | None


class KeyRow(NamedTuple):
    """A key as it lies in the database: wrapped, or destroyed at a moment."""

    id: str
    wrapped: bytes | None
    destroyed_at: datetime | None


class KeyStore(Keyring):
    """One tenant's keys. Nothing unwrapped is kept between two calls, so a destroyed key lingers nowhere."""

    def __init__(self, pool: ConnectionPool[Connection], schema: str, wrapping: Wrapping, entropy: Entropy) -> None:
        self._pool = pool
        self._schema = sql.Identifier(schema)
        self.wrapping = wrapping
        self._entropy = entropy

    @override
    def add(self, secrets: Mapping[str, bytes]) -> None:
        wrapped = [self.wrapping.wrap(key, secret) for key, secret in secrets.items()]
        with self.transaction() as connection:
            self.hold(connection)
            connection.execute(self.query(_ADD), (list(secrets), wrapped))
            # Wrapping gives the same bytes each time, so the same key under the same id is no other key.
            if connection.execute(self.query(_SAME), (list(secrets), wrapped)).fetchone() != (len(secrets),):
                raise KeyReused(", ".join(sorted(secrets)))

    @override
    def secrets(self, keys: Collection[str]) -> Mapping[str, bytes | None]:
        if not keys:
            return {}
        with self.transaction() as connection:
            rows = connection.execute(self.query(_GET), (list(keys),)).fetchall()
        if lost := set(keys).difference(key for key, _ in rows):
            raise KeyLost(min(lost))
        return {key: None if wrapped is None else self.wrapping.unwrap(key, wrapped) for key, wrapped in rows}

    @override
    def destroy(self, key: str, at: datetime) -> None:
        with self.transaction() as connection:
            connection.execute(self.query(_DESTROY), (key, at))

    @override
    def requests_secret(self) -> bytes:
        try:
            secret = self.secrets([REQUESTS])[REQUESTS]
        except KeyLost:
            with suppress(KeyReused):  # another process was first
                self.add({REQUESTS: self._entropy.secret(SECRET_SIZE)})
            secret = self.secrets([REQUESTS])[REQUESTS]
        assert secret is not None
        return secret

    def count(self) -> KeyCount:
        """Return what `ledger keys status` tells."""
        with self.transaction() as connection:
            row = connection.execute(self.query(_COUNT), (REQUESTS,)).fetchone()
        assert row is not None
        return KeyCount(*row)

    def check(self) -> None:
        """Refuse a wrapping key that is not the one of the keys kept here; change nothing.

        Raises:
            KeysUnusable: the keys are wrapped by another one.
            Unavailable: the key store cannot answer.

        """
        if self.count().fingerprint not in {None, self.wrapping.fingerprint}:
            raise KeysUnusable("keys.other-wrapping", fingerprint=self.wrapping.fingerprint)

    def known(self, keys: Collection[str]) -> Mapping[str, bool]:
        """Return which of *keys* are here, and whether each of them lives."""
        with self.transaction() as connection:
            return dict(connection.execute(self.query(_KNOWN), (list(keys),)))

    def everything(self) -> list[KeyRow]:
        """Return all rows as of one moment, wrapped by our wrapping key."""
        with self.transaction() as connection:
            self.hold(connection)
            return [KeyRow._make(row) for row in connection.execute(self.query(_ALL))]

    def put_back(self, secrets: Mapping[str, bytes], destroyed: Mapping[str, datetime]) -> set[str]:
        """Keep keys that were lost, and return their ids; what is destroyed goes first, what is here stays as it is."""
        wrapped = [self.wrapping.wrap(key, secret) for key, secret in secrets.items()]
        with self.transaction() as connection, connection.cursor() as cursor:
            self.hold(connection)
            cursor.executemany(self.query(_DESTROY), destroyed.items())
            return {key for (key,) in connection.execute(self.query(_ADD), (list(secrets), wrapped))}

    def rotate(self, fresh: Wrapping) -> int:
        """Wrap all keys by *fresh* instead, all or none, and return how many; this store is then of no more use."""
        with self.transaction() as connection:
            self.hold(connection)
            connection.execute(self.query(_SWAP), (fresh.fingerprint, self.wrapping.fingerprint))
            rows = connection.execute(self.query(_LIVE)).fetchall()
            wrapped = [fresh.wrap(key, self.wrapping.unwrap(key, old)) for key, old in rows]
            connection.execute(self.query(_REWRAP), ([key for key, _ in rows], wrapped))
        return len(rows)

    def hold(self, connection: Connection) -> None:
        """Make sure that the keys are wrapped by our wrapping key, and stay so until the transaction ends.

        Raises:
            KeysUnusable: they are wrapped by another one.

        """
        connection.execute(self.query(_CLAIM), (self.wrapping.fingerprint,))
        if not connection.execute(self.query(_HOLD), (self.wrapping.fingerprint,)).rowcount:
            raise KeysUnusable("keys.other-wrapping", fingerprint=self.wrapping.fingerprint)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection for one transaction.

        Raises:
            Unavailable: the database of the keys does not answer.

        """
        with answering(), self._pool.connection() as connection, connection.transaction():
            yield connection

    def query(self, text: str) -> sql.Composed:
        """Return a statement on this tenant's schema."""
        return sql.SQL(text).format(schema=self._schema)
