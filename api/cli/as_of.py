"""`ledger as-of`: a journal page or a council meeting as it stood at any moment («по состоянию на»)."""

from typing import Annotated

import typer

from aggregates.catalogue import CATALOGUE
from aggregates.council.meeting.refusals import MeetingUnknown
from api.cli.meeting_table import meeting_tables, members_of
from api.cli.output import Json, TenantName, show_all
from api.cli.page_diff_table import diff_tables
from api.cli.page_table import page_tables, persons_on
from api.cli.reading import Reading, reading
from api.http.refusals import PageUnknown
from projections.journal.page import JOURNAL_PAGE
from projections.journal.page_query import find_classes
from projections.journal.page_view import PageKey
from projections.standing import BookBehind, BookNotReady, believed
from replay.as_of import PagesAsOf
from replay.diff import page_diff
from replay.meeting_as_of import MeetingsAsOf

app = typer.Typer(
    help="Страница журнала или заседание совета на любой момент прошлого.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

At = Annotated[
    str | None,
    typer.Option("--at", help="Позиция, день (до его конца) или время с поясом; без него – сейчас."),
]


@app.command(
    help="Показать страницу журнала: класс (название или код) либо код подгруппы, предмет, период. "
    "С --since – только то, что на ней изменилось."
)
def page(
    place: Annotated[
        tuple[str, str, str],
        typer.Argument(metavar="КЛАСС ПРЕДМЕТ ПЕРИОД", help="Класс (7А или код), код предмета, код периода."),
    ],
    tenant: TenantName = None,
    at: At = None,
    since: Annotated[str | None, typer.Option("--since", help="Показать только изменения с этого момента.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Show a page, or what changed on it between two moments."""
    with reading(tenant) as opened:
        key = PageKey(_group_of(opened, place[0]), *place[1:])
        pages = PagesAsOf(opened.history, CATALOGUE)
        school_class = pages.page(key, opened.history.head()).school_class
        if school_class is None:
            _require_names(opened)
            raise PageUnknown(page=key.id)
        zone = opened.zone_of_class(school_class)
        view = pages.page(key, opened.point(at, zone).position)
        if since is None:
            show_all(view, page_tables(view, opened.names(persons_on(view))), as_json=as_json)
            return
        earlier = pages.page(key, opened.point(since, zone, option="--since").position)
        names = opened.names(persons_on(view) | persons_on(earlier))
        found = page_diff(earlier, view)
        show_all(found, diff_tables(found, names), as_json=as_json)


@app.command(help="Показать заседание совета: явку, кворум, вопросы, голоса, решения.")
def meeting(
    meeting: Annotated[str, typer.Argument(help="Код заседания.")],
    tenant: TenantName = None,
    at: At = None,
    *,
    as_json: Json = False,
) -> None:
    """Show a meeting."""
    with reading(tenant) as opened:
        meetings = MeetingsAsOf(opened.history, CATALOGUE)
        today = meetings.meeting(meeting, opened.history.head())
        zone = "UTC" if today is None else opened.zone_of_council(today.council)
        view = meetings.meeting(meeting, opened.point(at, zone).position)
        if view is None:
            raise MeetingUnknown(meeting=meeting)
        show_all(view, meeting_tables(view, opened.names(members_of(view))), as_json=as_json)


def _group_of(opened: Reading, named: str) -> str:
    """Return the id of the class with this label or id; what is neither is taken for a subgroup's id."""
    try:
        found = find_classes(opened.connection, opened.schema, named)
    except BookNotReady:
        found = []
    if len(found) > 1:
        known = ", ".join(f"{one.school_class} ({one.school_year})" for one in found)
        msg = f"Классов «{named}» несколько, назовите код: {known}."
        raise typer.BadParameter(msg)
    return found[0].school_class if found else named


def _require_names(opened: Reading) -> None:
    """Refuse to deny a class by its name while the book where names are looked up may not know it yet."""
    head = opened.history.head()
    stands = believed(opened.connection, opened.schema, JOURNAL_PAGE.name)
    if stands.position < head:
        raise BookBehind(book=stands.name, position=stands.position, wanted=head)
