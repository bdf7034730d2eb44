"""Tenants («арендаторы»): an education authority with its schools is a database, a schema in it and a clock."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

import msgspec
import msgspec.toml
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ledger.postgres.embedded import DATABASES, EmbeddedServer
from ledger.postgres.errors import BadTenant
from ledger.postgres.migrations import identifier


class ClockKind(StrEnum):
    """Whether the database holds stamps against its own clock."""

    REAL = "real"
    SIMULATED = "simulated"


@dataclass(frozen=True, slots=True)
class Tenant:
    """Where one tenant lives. Without a DSN it is in the embedded server; passwords in a DSN are never shown."""

    name: str
    schema: str
    clock: ClockKind = ClockKind.REAL
    offset: timedelta = timedelta(0)
    dsn: str | None = field(default=None, repr=False)
    keys_dsn: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        identifier(self.name)
        identifier(self.schema)
        for dsn in (self.dsn, self.keys_dsn):
            masked(dsn)
        if self.dsn is not None and self.keys_dsn is None:
            raise BadTenant("tenant.no-keys", name=self.name)
        if self.offset and self.clock is ClockKind.REAL:
            raise BadTenant("tenant.offset", name=self.name)

    @property
    def is_embedded(self) -> bool:
        """Whether the tenant needs the embedded server."""
        return self.dsn is None or self.keys_dsn is None

    @property
    def keys_schema(self) -> str:
        """The schema of the keys database that holds this tenant's keys."""
        return f"{self.schema}_keys"

    def placed(self, server: EmbeddedServer) -> "Tenant":
        """Return the tenant with both DSNs, the embedded server's where the directory has none."""
        ledger, keys = (server.dsn(database) for database in DATABASES)
        return replace(self, dsn=self.dsn or ledger, keys_dsn=self.keys_dsn or keys)


def masked(dsn: str | None) -> str:
    """Return a DSN for showing to people: without its password, and without what is not understood."""
    if dsn is None:
        return "embedded"
    try:
        parts = conninfo_to_dict(dsn)
    except ProgrammingError:
        raise BadTenant("tenant.bad-dsn") from None  # the reason would quote the password
    shown = {name: "***" if "password" in name else value for name, value in parts.items()}
    return make_conninfo("", **shown)


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A tenant as the file holds it."""

    schema: str
    clock: ClockKind = ClockKind.REAL
    offset_seconds: int = 0
    dsn: str | None = None
    keys_dsn: str | None = None

    def tenant(self, name: str) -> Tenant:
        offset = timedelta(seconds=self.offset_seconds)
        return Tenant(name, self.schema, self.clock, offset, self.dsn, self.keys_dsn)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    tenant: dict[str, _Entry] = {}


def _meet(tenant: Tenant, entry: _Entry) -> bool:
    """Tell whether two tenants would use one schema, for the ledger or for the keys."""
    return tenant.schema == entry.schema and (tenant.dsn == entry.dsn or tenant.keys_dsn == entry.keys_dsn)


@dataclass(frozen=True, slots=True)
class TenantDirectory:
    """The file that says where each tenant lives; readable by its owner alone, for it may hold passwords."""

    path: Path

    def list(self) -> list[Tenant]:
        """Return all tenants by name."""
        return [entry.tenant(name) for name, entry in sorted(self._read().items())]

    def get(self, name: str) -> Tenant:
        """Return one tenant."""
        entries = self._read()
        if name not in entries:
            raise BadTenant("tenant.unknown", name=name[:60], known=", ".join(sorted(entries)) or "нет ни одного")
        return entries[name].tenant(name)

    def add(self, tenant: Tenant) -> None:
        """Enter a new tenant; an existing one is never replaced."""
        with self._alone():
            entries = self._read()
            if tenant.name in entries:
                raise BadTenant("tenant.known", name=tenant.name)
            if any(_meet(tenant, entry) for entry in entries.values()):
                raise BadTenant("tenant.place-taken", schema=tenant.schema)
            seconds = round(tenant.offset.total_seconds())
            entry = _Entry(tenant.schema, tenant.clock, seconds, tenant.dsn, tenant.keys_dsn)
            self._write(_File({**entries, tenant.name: entry}))

    def remove(self, name: str) -> None:
        """Forget a tenant, if it is known; its databases stay as they are."""
        with self._alone():
            entries = self._read()
            if entries.pop(name, None) is not None:
                self._write(_File(entries))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep every other process from changing the file meanwhile."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.path.with_suffix(".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _read(self) -> dict[str, _Entry]:
        try:
            file = msgspec.toml.decode(self.path.read_bytes(), type=_File)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise BadTenant("tenant.bad-file", path=self.path, words=error) from None
        return file.tenant

    def _write(self, file: _File) -> None:
        """Replace the file whole, so that a reader or a crash never meets half of it."""
        handle, fresh = tempfile.mkstemp(dir=self.path.parent, prefix=".tenants")
        with os.fdopen(handle, "wb") as stream:
            stream.write(msgspec.toml.encode(file))
            stream.flush()
            os.fsync(handle)
        Path(fresh).replace(self.path)
