"""`ledger worker`: keeps the books and carries out what follows from events («рабочий процесс»)."""

import signal
import threading
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated

import typer

from api.cli.output import Json, TenantName, show, table
from api.house import House, house_of
from api.logging import configure
from api.settings import read_settings
from api.tenancy import embedded, find_tenant
from api.worker.policies import policy_standings
from api.worker.worker import Worker
from ledger.postgres.connections import answering
from projections.standing import standings

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)

Status = Annotated[bool, typer.Option("--status", help="Только показать, докуда дошли книги и реакции.")]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a book or a reaction has come."""

    name: str
    position: int
    head: int
    state: str
    alive_at: datetime | None


@app.command(
    help="Обновлять книги по мере записи, завершать уничтожения, запечатывать журнал отказов. Работает до Ctrl+C или "
    "SIGTERM; несколько процессов друг другу не мешают."
)
def main(tenant: TenantName = None, *, status: Status = False, as_json: Json = False) -> None:
    """Work for one tenant, or tell how far the work has come."""
    settings = read_settings()
    if status and find_tenant(settings, tenant).is_embedded and not embedded(settings).status().running:
        show([], "База остановлена: ledger db start", as_json=as_json)
        raise typer.Exit(3)
    with house_of(settings, tenant) as house:
        if status:
            found = progress(house)
            rows = [(one.name, f"{one.position} / {one.head}", one.state, one.alive_at or "") for one in found]
            told = table(("книга или реакция", "позиция", "состояние", "жива"), rows)
            show([asdict(one) for one in found], told, as_json=as_json)
            return
        configure(settings.log_level)
        stop = threading.Event()
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda _number, _frame: stop.set())
        Worker(house, stop).run()


def progress(house: House) -> list[Progress]:
    """Return how far books and reactions have come."""
    head, schema = house.history.head(), house.tenant.schema
    with answering(), house.pool.connection() as connection:
        books = [Progress(one.name, one.position, head, one.state, None) for one in standings(connection, schema)]
        return books + [
            Progress(one.name, one.position, head, "live", one.alive_at) for one in policy_standings(connection, schema)
        ]
