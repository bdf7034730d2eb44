"""`ledger rebuild`: make books anew from the events and say where the kept ones differed («перестроить книги»)."""

import os
from typing import Annotated

import typer
from rich.table import Table

from api.books import books_of
from api.cli.output import Json, TenantName, events_progress, show, table
from api.entropy import SystemEntropy
from api.house import open_house, wrapping_of
from api.settings import read_settings
from api.tenancy import open_tenant
from projections.book import Book
from projections.people.people import PEOPLE
from replay.rebuild import Rebuilt, rebuild
from replay.shadow import Ground

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Processes = Annotated[
    int | None, typer.Option("--processes", min=1, max=64, help="Сколько процессов; по умолчанию – по числу ядер.")
]
DIFFERENCE_FOUND = 3


@app.command(
    help="Перестроить книги заново из журнала событий – все или одну, по имени – сверить с прежними по клеткам "
    "и поставить на их место. Читать и вести книги можно и во время перестроения. Код 3, если нашлись расхождения."
)
def main(
    book: Annotated[str | None, typer.Argument(help="Имя книги; без него – все.")] = None,
    tenant: TenantName = None,
    processes: Processes = None,
    *,
    as_json: Json = False,
) -> None:
    """Rebuild one book or all."""
    settings, entropy = read_settings(), SystemEntropy()
    with open_house(open_tenant(settings, tenant), wrapping_of(settings, entropy), entropy) as house:
        books = books_of(house)
        if book is not None and book not in books:
            msg = f"Книги «{book}» нет. Есть: {', '.join(books)}."
            raise typer.BadParameter(msg)
        done = []
        for name in books if book is None else [book]:
            assert house.tenant.dsn is not None
            # Its opener cannot be handed to other processes, and must not: it holds keys.
            workers = 0 if name == PEOPLE.name else processes or os.cpu_count() or 1
            ground = Ground(house.tenant.dsn, house.tenant.schema, house.history, workers)
            done.append(_rebuilt(ground, books[name]))
    show(done, _told(done), as_json=as_json)
    if any(one.comparison is not None and not one.comparison.is_empty for one in done):
        raise typer.Exit(DIFFERENCE_FOUND)


def _rebuilt(ground: Ground, book: Book) -> Rebuilt:
    with events_progress(f"Перестроение: {book.name}") as tell:
        return rebuild(ground, book, progress=lambda one: tell(one.done, one.total))


def _told(done: list[Rebuilt]) -> Table:
    columns = ("Книга", "Версия", "Позиция", "Событий", "Секунд", "Сверка с прежней")
    return table(columns, ([*_figures(one), _verdict(one)] for one in done))


def _figures(one: Rebuilt) -> list[object]:
    return [one.book, one.version, one.position, one.events, f"{one.seconds:.1f}"]


def _verdict(one: Rebuilt) -> str:
    if one.comparison is None:
        return "прежней нет"
    if one.comparison.is_empty:
        return "расхождений нет"
    lines = [
        f"{each.table}: лишних {each.only_kept}, недостающих {each.only_rebuilt}, изменённых {each.different}"
        for each in one.comparison.tables
        if each.only_kept or each.only_rebuilt or each.different
    ]
    lines += [
        f"{found.table} {'/'.join(found.key)} {found.column or ''}: {found.kept or '–'} → {found.rebuilt or '–'}"
        for found in one.comparison.first
    ]
    return "\n".join(lines)
