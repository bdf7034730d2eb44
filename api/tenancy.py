"""Which tenant a door works for, and its databases brought within reach («арендатор»)."""

from api.settings import Settings, plain
from ledger.postgres.embedded import EmbeddedServer
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
    """Return the tenant ready for work: reachable, and with the schemas that this program works with."""
    tenant = reach_tenant(settings, name)
    check_prepared(tenant)
    return tenant
