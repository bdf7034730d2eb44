"""`ledger serve`: the HTTP door, in one process or several («HTTP API»)."""

import os
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from api.cli.output import TenantName
from api.entropy import SystemEntropy
from api.house import house_of, wrapping_of
from api.http.app import make_app
from api.logging import configure
from api.settings import read_settings
from api.tenancy import open_tenant

SERVED = "LEDGER_SERVED_TENANT"
"""Tells the serving processes which tenant was named on the command line."""

GRACE_SECONDS = 10
CONNECTIONS_MAX = 1_000

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


def application() -> FastAPI:
    """Return the application of one serving process."""
    settings = read_settings()
    configure(settings.log_level)
    return make_app(partial(house_of, settings, os.environ.get(SERVED)), SystemEntropy())


@app.command(
    help="Открыть HTTP API. Книги обновляет отдельный процесс: ledger worker. Описание API: /openapi.json, "
    "остановка: Ctrl+C или SIGTERM; начатые запросы завершаются."
)
def main(
    host: Annotated[str, typer.Option(help="Адрес; 127.0.0.1 – только эта машина.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Порт.")] = 8000,
    uds: Annotated[Path | None, typer.Option(help="Вместо адреса и порта – сокет Unix.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Сколько процессов.")] = 1,
    tenant: TenantName = None,
) -> None:
    """Serve one tenant over HTTP."""
    if uds is not None and not uds.absolute().parent.is_dir():
        msg = f"Папки {uds.parent} нет."
        raise typer.BadParameter(msg, param_hint="--uds")
    settings = read_settings()
    open_tenant(settings, tenant)  # trouble is told here, once, and not by every process
    wrapping_of(settings, SystemEntropy())
    if tenant is not None:
        os.environ[SERVED] = tenant
    typer.echo(f"HTTP API: {uds or f'http://{host}:{port}'}", err=True)
    uvicorn.run(
        "api.cli.serve:application",
        factory=True,
        host=host,
        port=port,
        uds=str(uds) if uds else None,
        workers=workers,
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=CONNECTIONS_MAX,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
