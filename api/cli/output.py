"""Output («вывод»): lines and tables for people, JSON for programs; progress goes to standard error."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import msgspec
import orjson
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

TenantName = Annotated[str | None, typer.Option("--tenant", help="Имя арендатора; без него – по настройкам.")]
Json = Annotated[bool, typer.Option("--json", help="Ответ в JSON, для программ.")]


def show(told: object, text: str | Table, *, as_json: bool) -> None:
    """Print *told* as JSON for a program or *text* for a person."""
    if as_json:
        typer.echo(orjson.dumps(told, default=_plain).decode())
    elif isinstance(text, Table):
        Console(highlight=False).print(text)
    else:
        typer.echo(text)


def _plain(value: object) -> object:
    return msgspec.to_builtins(value) if isinstance(value, msgspec.Struct) else str(value)


def show_all(told: object, parts: Iterable[str | Table], *, as_json: bool) -> None:
    """Print *told* as JSON for a program, or *parts* one under another for a person."""
    if as_json:
        show(told, "", as_json=True)
        return
    console = Console(highlight=False)
    for part in parts:
        console.print(escape(part) if isinstance(part, str) else part)


def table(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> Table:
    """Return a table for people; text is shown as it is, never as markup."""
    made = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        made.add_row(*(escape(str(cell)) for cell in row))
    return made


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Show a person that work without a known length goes on, and for how long already."""
    columns = SpinnerColumn(), TextColumn(what), TimeElapsedColumn()
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        progress.add_task(what, total=None)
        yield


@contextmanager
def bytes_progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a person how many bytes are done of how many."""
    columns = TextColumn(what), BarColumn(), DownloadColumn(), TimeRemainingColumn()
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextmanager
def events_progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a person how many events are done of how many, and when the rest will be."""
    columns = TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
