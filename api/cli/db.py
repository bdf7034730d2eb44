"""`ledger db`: the embedded server and the tenants' schemas («база данных»)."""

from dataclasses import asdict
from typing import Annotated

import typer

from api.cli.output import Json, TenantName, show, waiting
from api.settings import plain, read_settings
from api.tenancy import connect_to, directory, embedded, find_tenant, marks_of, reach_tenant
from ledger.postgres.migrations import Migration
from ledger.postgres.preparation import check_prepared, prepare
from ledger.postgres.upgrading import upgrade as upgrade_server

app = typer.Typer(
    help="Встроенная база данных и схемы арендаторов.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command(help="Запустить встроенную базу данных (в первый раз – создать). Уже запущенной не мешает.")
def start(*, as_json: Json = False) -> None:
    """Start the embedded server."""
    server = embedded(read_settings())
    with waiting("Запуск базы данных"):
        server.start()
    told = server.status()
    show(asdict(told), f"База данных работает: PostgreSQL {told.version}, {told.folder}", as_json=as_json)


@app.command(help="Остановить встроенную базу данных; идущие запросы прерываются, записанное остаётся.")
def stop(*, as_json: Json = False) -> None:
    """Stop the embedded server."""
    server = embedded(read_settings())
    with waiting("Остановка базы данных"):
        server.stop()
    show(asdict(server.status()), "База данных остановлена.", as_json=as_json)


@app.command(help="Показать, работает ли встроенная база данных. Код 3, если нет.")
def status(*, as_json: Json = False) -> None:
    """Tell whether the embedded server runs."""
    told = embedded(read_settings()).status()
    running = f"База данных работает: PostgreSQL {told.version}, процесс {told.pid}\n{told.folder}\n{told.socket}"
    show(asdict(told), running if told.running else "База данных не запущена: ledger db start", as_json=as_json)
    if not told.running:
        raise typer.Exit(3)


@app.command(
    help="Подготовить схемы арендатора или всех арендаторов: делается администратором, один раз после установки "
    "и после обновления программы. На сервере – с правами из LEDGER_ADMIN_DSN и LEDGER_KEYS_ADMIN_DSN."
)
def migrate(
    tenant: TenantName = None,
    *,
    everyone: Annotated[bool, typer.Option("--all", help="Все арендаторы из каталога.")] = False,
    as_json: Json = False,
) -> None:
    """Bring the schemas of tenants up to date."""
    settings = read_settings()
    names = [one.name for one in directory(settings).list()] if everyone else [tenant]
    done = {}
    for name in names:
        with waiting(f"Подготовка: {find_tenant(settings, name).name}"):
            reached = reach_tenant(settings, name)
            done[reached.name] = prepare(
                reached, admin=plain(settings.admin_dsn), keys_admin=plain(settings.keys_admin_dsn)
            )
    told = {name: [{"number": one.number, "name": one.name} for one in applied] for name, applied in done.items()}
    show(told, "\n".join(_line(name, applied) for name, applied in done.items()), as_json=as_json)


@app.command(
    help="Переписать данные встроенной базы под установленный PostgreSQL; прежние данные остаются рядом. "
    "Нужно, только если запуск об этом попросит."
)
def upgrade(*, as_json: Json = False) -> None:
    """Upgrade the embedded server's data."""
    server = embedded(read_settings())
    with waiting("Обновление базы данных"):
        kept = upgrade_server(server)
    text = f"Обновлено. Прежние данные: {kept}" if kept else "Обновлять нечего."
    show({"upgraded": kept is not None, "kept": kept}, text, as_json=as_json)


@app.command(
    help="Признать журнал таким, каков он есть: после того как его намеренно восстановили из более старой копии "
    "и программа отказывается с ним работать."
)
def accept(tenant: TenantName = None, *, as_json: Json = False) -> None:
    """Lower the high-water mark of a tenant to what its ledger holds."""
    settings = read_settings()
    reached = reach_tenant(settings, tenant)
    check_prepared(reached)
    marks = marks_of(settings, reached)
    with connect_to(reached) as connection:
        old = marks.lower_to_head(connection, reached.schema)
    new = marks.read()
    seen, found = (mark.position if mark else 0 for mark in (old, new))
    text = f"Журнал «{reached.name}»: признано событий {found}, прежде было видно {seen}"
    show({"tenant": reached.name, "seen": seen, "accepted": found}, text, as_json=as_json)


def _line(name: str, applied: list[Migration]) -> str:
    return f"{name}: применено миграций – {len(applied)}" if applied else f"{name}: всё уже готово"
