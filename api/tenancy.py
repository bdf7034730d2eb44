"""Which tenant a door works for, and its databases brought within reach («арендатор»)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from psycopg import Connection

from api.settings import Settings, plain
from api.watch import leave_alone
from ledger.keys.store import KeyStore
from ledger.keys.wrapping import Wrapping
from ledger.ports import Entropy
from ledger.postgres.connections import connect, pool
from ledger.postgres.embedded import EmbeddedServer
from ledger.postgres.highwater import HighWater
from ledger.postgres.preparation import check_prepared
from ledger.postgres.tenants import Tenant, TenantDirectory


def embedded(settings: Settings) -> EmbeddedServer:
    """Return the embedded server of these settings; it may not be running."""
    return EmbeddedServer(settings.postgres_dir)


def directory(settings: Settings) -> TenantDirectory:
    """Return the directory of tenants of these settings."""
    return TenantDirectory(settings.tenants_file)


def find_tenant(settings: Settings, name: str | None = None) -> Tenant:
    """Return the tenant *name*, or the one of the settings, where LEDGER_DSN stands for an entry in the directory."""
    if name is None and settings.dsn is not None:
        dsn, keys_dsn = plain(settings.dsn), plain(settings.keys_dsn)
        return Tenant(settings.tenant, settings.schema_name, dsn=dsn, keys_dsn=keys_dsn)
    return directory(settings).get(name or settings.tenant)


def reach_tenant(settings: Settings, name: str | None = None) -> Tenant:
    """Return the tenant with both DSNs, its embedded server running."""
    tenant = find_tenant(settings, name)
    server = embedded(settings)
    if tenant.is_embedded:
        server.start()
    return tenant.placed(server)


def open_tenant(settings: Settings, name: str | None = None) -> Tenant:
    """Return the tenant ready for work: its schemas are those of this program, its ledger the one seen before."""
    tenant = reach_tenant(settings, name)
    check_prepared(tenant)
    marks = marks_of(settings, tenant)
    with connect_to(tenant) as connection:
        marks.check(connection, tenant.schema)
        marks.raise_to_head(connection, tenant.schema)
    return tenant


def marks_of(settings: Settings, tenant: Tenant) -> HighWater:
    """Return what remembers, outside the database, how far the tenant's ledger was seen to reach."""
    return HighWater(settings.config_dir / "marks", tenant.name)


def reviver_of(settings: Settings, name: str | None = None) -> Callable[[], None]:
    """Return what starts a crashed server of the tenant again: the embedded one, for others have their own keepers."""
    return embedded(settings).revive if find_tenant(settings, name).is_embedded else leave_alone


def connect_to(tenant: Tenant) -> Connection:
    """Open one connection to the ledger of a tenant that is within reach."""
    assert tenant.dsn is not None
    return connect(tenant.dsn, "ledger_app")


@contextmanager
def open_keys(tenant: Tenant, wrapping: Wrapping, entropy: Entropy) -> Iterator[KeyStore]:
    """Open the key store of a tenant that is within reach."""
    assert tenant.keys_dsn is not None
    with pool(tenant.keys_dsn, "ledger_app", size=1) as connections:
        yield KeyStore(connections, tenant.keys_schema, wrapping, entropy)
