"""`ledger demo`: the main job, on a school year of its own («показ»)."""

from collections.abc import Callable, Iterator
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from api.cli.output import Json, events_progress, show
from api.demo.edit_scene import edit_late
from api.demo.farewell import say_where_to_go
from api.demo.ledger_scene import rebuild_books, verify_ledger
from api.demo.meeting_scene import hold_meeting
from api.demo.page_scene import show_page
from api.demo.preparing import DEMO, Loaded, prepare_demo
from api.demo.school import FULL, SMALL
from api.demo.stage import Part, Stage, open_stage
from api.settings import read_settings

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)

SCENES: tuple[tuple[str, Callable[[Stage], Iterator[Part]]], ...] = (
    ("1. Страница журнала тогда и сейчас", show_page),
    ("2. Правка после срока", edit_late),
    ("3. Заседание экспертного совета", hold_meeting),
    ("4. Книги, построенные заново", rebuild_books),
    ("5. Проверка журнала", verify_ledger),
    ("6. Что дальше", say_where_to_go),
)
PLAIN_WIDTH = 120
"""Of what is printed into a file."""


@app.command(
    help="Показать главное на учебном году вымышленной школы: страница на любой день, правка после срока, голосование "
    "совета, перестроение книг, проверка. В первый раз год загружается (минута-другая), дальше – только показ."
)
def main(
    *,
    reset: Annotated[bool, typer.Option("--reset", help="Удалить прежний показ и загрузить заново.")] = False,
    small: Annotated[
        bool, typer.Option("--small", help="Загрузить один класс вместо школы: несколько секунд.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Load the demo unless it is there, and walk through it."""
    settings = read_settings()
    console = Console(highlight=False, quiet=as_json)
    if not console.is_terminal:
        console.width = PLAIN_WIDTH
    console.print("Встроенная база данных запускается; учебный год загружается, если его ещё нет.")
    with events_progress("Учебный год") as progress:
        loaded = prepare_demo(settings, SMALL if small else FULL, progress, reset=reset)
    with open_stage(settings) as stage:
        stage.told.update(_figures(stage, loaded))
        console.print(escape(_greeting(stage, loaded)))
        for title, scene in SCENES:
            console.print(Text(f"\n{title}", "bold"))
            for part in scene(stage):
                console.print(escape(part) if isinstance(part, str) else part, soft_wrap=isinstance(part, str))
        if as_json:
            show(stage.told, "", as_json=True)


def _figures(stage: Stage, loaded: Loaded | None) -> dict[str, object]:
    school = stage.world.school
    return {
        "tenant": DEMO,
        "institution": school.institution,
        "loaded": loaded is not None,
        "seconds": None if loaded is None else round(loaded.seconds, 1),
        "events": stage.house.history.head(),
        "classes": len(school.classes),
        "pupils": stage.world.scale.pupils,
        "teachers": len(school.teachers),
        "today": stage.today(),
    }


def _greeting(stage: Stage, loaded: Loaded | None) -> str:
    told, profile = stage.told, stage.world.profile
    how = f"загружен за {loaded.seconds:.0f} с" if loaded else "уже загружен, второй раз он не загружается"
    return (
        f"{profile.institution_title}, {profile.year.title}: {how}.\n"
        f"Событий {told['events']}, классов {told['classes']}, обучающихся {told['pupils']}, "
        f"учителей {told['teachers']}. Сегодня здесь {stage.today():%d.%m.%Y}.\n"
        "Люди вымышлены; состав совета взят из опубликованного приказа, а голоса его членов – выдумка."
    )
