"""`ledger tenant`: the directory of tenants («арендаторы»)."""

from datetime import timedelta
from typing import Annotated

import typer

from api.cli.output import Json, show, table
from api.settings import read_settings
from api.tenancy import directory
from ledger.postgres.tenants import ClockKind, Tenant, masked

OFFSET_MAX = 36_500

app = typer.Typer(
    help="Каталог арендаторов: где живёт каждый. Схему после добавления готовит ledger db migrate.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command(help="Добавить арендатора. Без --dsn он живёт во встроенной базе данных этой машины.")
def add(
    name: Annotated[str, typer.Argument(help="Имя: латинские строчные буквы, цифры и «_».")],
    schema: Annotated[str | None, typer.Option(help="Схема в базе данных; по умолчанию – имя.")] = None,
    dsn: Annotated[
        str | None, typer.Option(help="Строка подключения к серверу журнала; пароль лучше держать в ~/.pgpass.")
    ] = None,
    keys_dsn: Annotated[str | None, typer.Option(help="Строка подключения к базе ключей.")] = None,
    offset_days: Annotated[
        int | None,
        typer.Option(
            min=-OFFSET_MAX, max=OFFSET_MAX, help="Условное время: сдвиг часов в днях. Только для показа и обучения."
        ),
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Enter a tenant into the directory."""
    clock = ClockKind.REAL if offset_days is None else ClockKind.SIMULATED
    tenant = Tenant(name, schema or name, clock, timedelta(days=offset_days or 0), dsn, keys_dsn)
    directory(read_settings()).add(tenant)
    show(_told(tenant), f"Арендатор «{name}» добавлен. Дальше: ledger db migrate --tenant {name}", as_json=as_json)


@app.command("list", help="Показать всех арендаторов; пароли в строках подключения скрыты.")
def list_all(*, as_json: Json = False) -> None:
    """Show the directory."""
    rows = [_told(tenant) for tenant in directory(read_settings()).list()]
    columns = "Арендатор", "Схема", "Время", "Сдвиг", "Журнал", "Ключи"
    empty = "Арендаторов нет. Добавить: ledger tenant add имя"
    show(rows, table(columns, (row.values() for row in rows)) if rows else empty, as_json=as_json)


def _told(tenant: Tenant) -> dict[str, object]:
    return {
        "name": tenant.name,
        "schema": tenant.schema,
        "clock": tenant.clock.value,
        "offset_seconds": round(tenant.offset.total_seconds()),
        "dsn": masked(tenant.dsn),
        "keys_dsn": masked(tenant.keys_dsn),
    }
