"""`ledger restore`: the ledger from its copy, then the keys as the ledger allows («восстановление»)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from aggregates.catalogue import CATALOGUE
from api.cli.output import Json, TenantName, bytes_progress, show
from api.entropy import SystemEntropy
from api.settings import plain, read_settings
from api.tenancy import connect_to, marks_of, open_keys, reach_tenant
from ledger.keys import artefact, keyfile
from ledger.keys.artefact import Restored
from ledger.keys.wrapping import Wrapping
from ledger.postgres.backup import read_manifest
from ledger.postgres.backup import restore as restore_ledger
from ledger.postgres.connections import pool
from ledger.postgres.highwater import LedgerBehind
from ledger.postgres.history import PostgresHistory
from ledger.postgres.preparation import prepare
from ledger.postgres.tenants import Tenant
from replay.keys import fates

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(
    help="Восстановить журнал и ключи из копий на пустое место. Ключи, уничтоженные по журналу, не возвращаются. "
    "Книги после этого строятся заново сами."
)
def restore(
    source: Annotated[Path, typer.Argument(help="Папка с копией журнала.")],
    keys: Annotated[Path, typer.Option(help="Файл с копией ключей.")],
    tenant: TenantName = None,
    *,
    older: Annotated[bool, typer.Option("--older", help="Согласиться на копию старше того, что уже записано.")] = False,
    as_json: Json = False,
) -> None:
    """Restore a tenant."""
    settings = read_settings()
    reached = reach_tenant(settings, tenant)
    wrapping = keyfile.load(settings.wrapping_file, plain(settings.keys_passphrase))
    marks = marks_of(settings, reached)
    promised, mark = read_manifest(source), marks.read()
    if mark is not None and promised.position < mark.position and not older:
        lost = mark.position - promised.position
        raise LedgerBehind("backup.older", found=promised.position, seen=mark.position, lost=lost)
    artefact.check(keys, wrapping)
    with bytes_progress("Восстановление журнала") as progress:
        restore_ledger(reached, source, admin=plain(settings.admin_dsn), progress=progress)
    prepare(reached, admin=plain(settings.admin_dsn), keys_admin=plain(settings.keys_admin_dsn))
    with connect_to(reached) as connection:
        marks.lower_to_head(connection, reached.schema)
    restored = restore_keys(reached, wrapping, keys)
    told = {"position": promised.position, "taken_at": promised.taken_at, "keys": restored._asdict()}
    show(told, "\n".join(_lines(promised.position, restored)), as_json=as_json)


def restore_keys(tenant: Tenant, wrapping: Wrapping, source: Path, *, wrapped_by: Wrapping | None = None) -> Restored:
    """Put back the keys that the tenant's ledger still allows; *wrapped_by* opens the copy, if another key."""
    assert tenant.dsn is not None
    with open_keys(tenant, wrapping, SystemEntropy()) as store, pool(tenant.dsn, "ledger_app", size=1) as connections:
        with PostgresHistory(connections, tenant.schema, CATALOGUE) as history:
            judged = fates(history, CATALOGUE)
        return artefact.restore(store, source, judged, wrapped_by=wrapped_by)


def lines_of_keys(restored: Restored) -> Iterator[str]:
    """Tell a person what came of the keys."""
    yield f"Ключи: возвращено {len(restored.added)}, уничтожено ранее {len(restored.refused)}"
    if restored.unknown:
        yield f"Не возвращены ключи, которых журнал не знает: {len(restored.unknown)}"
    if restored.missing:
        yield f"Внимание: копия ключей старше журнала, не хватает ключей: {len(restored.missing)}"


def _lines(position: int, restored: Restored) -> Iterator[str]:
    yield f"Журнал восстановлен: событий {position}"
    yield from lines_of_keys(restored)
    yield "Книги построятся заново при запуске: ledger worker"
