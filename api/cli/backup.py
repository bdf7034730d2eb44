"""`ledger backup`: two copies, of the ledger and of the keys, to be kept apart («резервная копия»)."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.output import Json, TenantName, bytes_progress, show
from api.clock import SystemClock
from api.entropy import SystemEntropy
from api.settings import plain, read_settings
from api.tenancy import open_keys, open_tenant
from ledger.keys import keyfile
from ledger.keys.artefact import export
from ledger.postgres.backup import BadBackup, back_up

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(
    help="Снять две резервные копии: журнала и ключей персональных данных. Храните их в разных местах: вместе они "
    "открывают то, что обещано уничтожить. Работа при этом не прерывается. Файл ключа-обёртки в копии не входит."
)
def backup(
    target: Annotated[Path, typer.Argument(help="Новая папка для копии журнала.")],
    keys: Annotated[Path, typer.Option(help="Новый файл для копии ключей.")],
    tenant: TenantName = None,
    *,
    as_json: Json = False,
) -> None:
    """Back up a tenant."""
    settings = read_settings()
    if keys.exists():
        raise BadBackup("backup.exists", path=keys)
    opened = open_tenant(settings, tenant)
    with bytes_progress("Копия журнала") as progress:
        admin = plain(settings.admin_dsn)
        manifest = back_up(opened, target, at=SystemClock().now(), admin=admin, progress=progress)
    entropy = SystemEntropy()
    wrapping = keyfile.load_or_create(settings.wrapping_file, entropy, plain(settings.keys_passphrase))
    with open_keys(opened, wrapping, entropy) as store:
        count = export(store, keys)
    told = {"position": manifest.position, "ledger": target, "bytes": manifest.size, "keys": count, "keys_file": keys}
    text = (
        f"Журнал «{opened.name}»: событий {manifest.position}, {manifest.size:,} байт – {target}\n"
        f"Ключи: {count} – {keys}\nОтдельно сохраните файл ключа-обёртки: {settings.wrapping_file}"
    )
    show(told, text, as_json=as_json)
