"""The program `ledger`: the list of its verbs, and one line for a person where something is wrong."""

import sys
from collections.abc import Callable
from importlib import import_module, metadata
from typing import Annotated, NamedTuple

import typer


class Door(NamedTuple):
    """One verb: the module whose `app` it opens, and what it is for."""

    name: str
    module: str
    purpose: str


DOORS = (
    Door("demo", "api.cli.demo", "Показать главное на учебном годе вымышленной школы; с этого удобно начать."),
    Door("db", "api.cli.db", "База данных: запустить, остановить, подготовить, обновить."),
    Door("tenant", "api.cli.tenant", "Арендаторы: управления образованием и их школы, каждое в своей схеме."),
    Door("account", "api.cli.account", "Учётные записи: кто входит, с какими ролями и ключами."),
    Door("serve", "api.cli.serve", "Открыть HTTP API."),
    Door("worker", "api.cli.worker", "Обновлять книги и завершать начатое, пока не остановят."),
    Door("keys", "api.cli.keys", "Ключи персональных данных: состояние, копия, возврат, смена ключа-обёртки."),
    Door("backup", "api.cli.backup", "Снять резервные копии: журнала и, отдельно, ключей персональных данных."),
    Door("rebuild", "api.cli.rebuild", "Книги: перестроить заново из событий, сверить с прежними и заменить их."),
    Door("as-of", "api.cli.as_of", "Страница журнала или заседание совета на любой момент прошлого."),
    Door("biography", "api.cli.biography", "Биография одной клетки журнала: все изменения и отклонённые попытки."),
    Door("restore", "api.cli.restore", "Восстановить журнал и ключи из резервных копий."),
)

app = typer.Typer(
    name="ledger",
    help="Журнал школьных записей: каждое действие хранится неизменным, любая страница видна на любой день.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _tell_version(*, asked: bool) -> None:
    if asked:
        typer.echo(metadata.version("school-records-ledger"))
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Показать версию программы.")
]


@app.callback()
def _ledger(*, _version: Version = False) -> None:
    """Keep the verbs a list even while there is only one."""


def _opening(door: Door) -> Callable[[typer.Context], None]:
    def enter(context: typer.Context) -> None:
        import_module(door.module).app(args=context.args, prog_name=f"ledger {door.name}")

    return enter


for _door in DOORS:
    app.command(
        _door.name,
        help=_door.purpose,
        add_help_option=False,
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "allow_interspersed_args": False},
    )(_opening(_door))


def main() -> None:
    """Run the command line and leave with 0 (done), 1 (not done) or 2 (not understood)."""
    try:
        app()
    except Exception as error:
        told = import_module("api.cli.troubles").told(error)
        if told is None:
            raise
        sys.stderr.write(told.as_json() if "--json" in sys.argv else told.as_text())
        sys.exit(told.exit_code)
