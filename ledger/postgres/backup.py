"""Backup of a ledger («резервная копия журнала»): a folder with a dump and a manifest that says how far it reaches.

Books are not in it: they are rebuilt. Keys of personal data are not in it: they have a copy of their own, kept apart.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, LiteralString

import msgspec
import psycopg
from psycopg import Connection

from ledger.postgres import tools
from ledger.postgres.errors import GroundError
from ledger.postgres.highwater import head
from ledger.postgres.migrations import SERVER_SCHEMA, applied, known, migrate
from ledger.postgres.tenants import Tenant

Progress = Callable[[int, int], None]
"""Is told how many bytes are done and how many there are, the latter by estimate."""

MANIFEST, DUMP = "manifest.json", "ledger.dump"
_MANIFEST_LIMIT = 1 << 20

_SIZE = """
SELECT coalesce(sum(pg_catalog.pg_table_size(c.oid)), 0)::bigint
FROM pg_catalog.pg_class AS c WHERE c.relnamespace = %s::regnamespace AND c.relkind = 'r'
"""
_BOOKS = """
SELECT c.relname FROM pg_catalog.pg_class AS c
WHERE c.relnamespace = %s::regnamespace AND c.relkind = 'r' AND c.relowner = 'ledger_books'::regrole
"""


class BadBackup(GroundError):  # noqa: N818 - names a state of affairs
    """A backup cannot be made or restored here, or is not what it says."""


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="format", tag="ledger-backup-v1"):
    """What a backup holds."""

    tenant: str
    schema: str
    clock: str
    taken_at: datetime
    position: int
    """The last event in it."""
    last_digest: str
    """SHA-256 of that event's bytes."""
    migrations: tuple[str, ...]
    """SHA-256 of each migration that made the schema."""
    size: int
    sha256: str
    """Of the dump."""


def back_up(tenant: Tenant, target: Path, *, at: datetime, admin: str | None, progress: Progress) -> Manifest:
    """Write a backup into the new folder *target*, as of one moment, while the ledger goes on."""
    if target.exists():
        raise BadBackup("backup.exists", path=target)
    part = target.with_name(f"{target.name}.part")
    dsn = _dsn(tenant, admin)
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700, parents=True)
        with psycopg.connect(dsn) as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            manifest = _dump(connection, tenant, dsn, part / DUMP, at, progress)
        _write(part / MANIFEST, [msgspec.json.format(msgspec.json.encode(manifest))])
        part.rename(target)
    except OSError as error:
        raise BadBackup("backup.unwritable", path=target, words=error.strerror) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return manifest


def read_manifest(source: Path) -> Manifest:
    """Return what the backup in *source* says of itself."""
    try:
        with (source / MANIFEST).open("rb") as file:
            return msgspec.json.decode(file.read(_MANIFEST_LIMIT), type=Manifest)
    except (OSError, ValueError) as error:
        raise BadBackup("backup.bad-manifest", path=source, words=error) from None


def restore(tenant: Tenant, source: Path, *, admin: str | None, progress: Progress) -> Manifest:
    """Restore the backup in *source* where the tenant's schema does not exist yet, whole or not at all."""
    manifest = read_manifest(source)
    _check_fitting(manifest, tenant)
    _check_whole(source / DUMP, manifest)
    dsn = _dsn(tenant, admin)
    with psycopg.connect(dsn, autocommit=True) as connection:
        if connection.execute("SELECT to_regnamespace(%s)", (tenant.schema,)).fetchone() != (None,):
            raise BadBackup("backup.not-empty", schema=tenant.schema)
        migrate(connection, "server", SERVER_SCHEMA)
        program = tools.program("pg_restore", connection)
        data = _counted(_pieces(source / DUMP), manifest.size, progress)
        tools.feed(program, "--single-transaction", "--exit-on-error", "--no-owner", dsn=dsn, data=data)
        position, last = head(connection, tenant.schema)
    if (position, hashlib.sha256(last).hexdigest()) != (manifest.position, manifest.last_digest):
        raise BadBackup("backup.other-content", found=position, said=manifest.position)
    return manifest


def _dump(connection: Connection, tenant: Tenant, dsn: str, path: Path, at: datetime, progress: Progress) -> Manifest:
    (snapshot,) = _row(connection, "SELECT pg_export_snapshot()")
    (estimate,) = _row(connection, _SIZE, tenant.schema)
    books = [name for (name,) in connection.execute(_BOOKS, (tenant.schema,))]
    program = tools.program("pg_dump", connection)
    what = [f"--schema={tenant.schema}", f"--snapshot={snapshot}", "--format=custom", "--no-owner", "--compress=1"]
    left_out = [f"--exclude-table={tenant.schema}.{name}" for name in books]
    standing = f"--exclude-table-data={tenant.schema}.book"
    data = _counted(tools.pieces(program, *what, *left_out, standing, dsn=dsn), estimate, progress)
    size, digest = _write(path, data)
    position, last = head(connection, tenant.schema)
    return Manifest(
        tenant=tenant.name,
        schema=tenant.schema,
        clock=tenant.clock.value,
        taken_at=at,
        position=position,
        last_digest=hashlib.sha256(last).hexdigest(),
        migrations=tuple(digest for _, digest in applied(connection, tenant.schema)),
        size=size,
        sha256=digest,
    )


def _check_fitting(manifest: Manifest, tenant: Tenant) -> None:
    if (manifest.schema, manifest.clock) != (tenant.schema, tenant.clock.value):
        raise BadBackup("backup.other-tenant", schema=manifest.schema, clock=manifest.clock, tenant=tenant.name)
    ours = tuple(one.digest for one in known("tenant"))
    if manifest.migrations != ours[: len(manifest.migrations)]:
        raise BadBackup("backup.other-program")


def _check_whole(path: Path, manifest: Manifest) -> None:
    found = hashlib.sha256()
    for piece in _pieces(path):
        found.update(piece)
    if found.hexdigest() != manifest.sha256:
        raise BadBackup("backup.damaged", path=path)


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(tools.PIECE):
                yield piece
    except OSError as error:
        raise BadBackup("backup.unreadable", path=path, words=error) from None


def _counted(data: Iterator[bytes], total: int, progress: Progress) -> Iterator[bytes]:
    done = 0
    for piece in data:
        yield piece
        done += len(piece)
        progress(done, max(done, total))


def _write(path: Path, data: Iterable[bytes]) -> tuple[int, str]:
    """Write a file for its owner only, flushed, and return its size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for piece in data:
            file.write(piece)
            digest.update(piece)
            size += len(piece)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()


def _dsn(tenant: Tenant, admin: str | None) -> str:
    dsn = admin or tenant.dsn
    assert dsn is not None  # the tenant has been placed
    return dsn


def _row(connection: Connection, query: LiteralString, *parameters: object) -> tuple[Any, ...]:
    row = connection.execute(query, parameters).fetchone()
    assert row is not None
    return tuple(row)
