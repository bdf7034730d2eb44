"""Journal pages over HTTP («страницы журнала»): now, as of a moment, and what changed between two."""

from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Depends, Query, Request, Response

from aggregates.catalogue import CATALOGUE
from aggregates.journal.page.state import PAGE
from aggregates.rights import Permission
from api.house import House
from api.http import examples
from api.http.dependencies import HouseDep, VisitorDep
from api.http.json_route import room
from api.http.moments import AsOf, point_of
from api.http.refusals import PageUnknown
from api.http.school import see_class, see_lesson
from api.http.views import view, viewing
from api.http.waiting import BookReader, BooksDep
from commands.command import Id
from commands.journal.fields import PeriodCode, SubjectCode
from ledger.stamp import Caller
from projections.journal.page import JOURNAL_PAGE
from projections.journal.page_query import read_page
from projections.journal.page_view import CellView, ColumnView, LessonView, PageKey, PageView, PupilView
from replay.as_of import PagesAsOf
from replay.diff import Change, PageDiff, page_diff

router = room("pages", "/pages/{group}/{subject}/{period}")

_CELL = CellView(
    lesson=examples.LESSON,
    pupil=examples.PUPIL,
    column=1,
    symbol="5",
    version=6,
    recorded_at=datetime(2026, 10, 15, 8, 30, tzinfo=UTC),
    recorded_by=examples.TEACHER,
    last_on=date(2026, 10, 15),
    permission=None,
    corrected=True,
)
_LESSON = LessonView(
    lesson=examples.LESSON,
    on=date(2026, 10, 1),
    number=2,
    teacher=examples.TEACHER,
    substitute=None,
    topic="Сложение дробей",
    topic_late=False,
    homework="§ 12, № 304",
    homework_late=False,
    columns=(ColumnView(1, None, None),),
    version=6,
)
_KEY = PageKey(examples.CLASS, "mathematics", "q1")
SHOWN = PageView(
    page=_KEY,
    position=120_458,
    school_class=examples.CLASS,
    label="5А",
    lessons=(_LESSON,),
    pupils=(PupilView(examples.PUPIL, date(2026, 9, 1), None),),
    cells=(_CELL,),
)
CHANGED = PageDiff(_KEY, 120_000, 120_458, lessons=(), pupils=(), cells=(Change(None, _CELL),))


async def page_key(group: Id, subject: SubjectCode, period: PeriodCode) -> PageKey:
    """Return the page that the address names: a class or a subgroup, a subject, a period."""
    return PageKey(group, subject, period)


PageDep = Annotated[PageKey, Depends(page_key)]
Since = Annotated[
    str, Query(alias="from", max_length=40, description="С какого момента (см. as_of).", examples=["2026-10-05"])
]
Until = Annotated[
    str, Query(alias="to", max_length=40, description="По какой момент (см. as_of).", examples=["2026-10-15"])
]


@router.get("", **viewing(PageView, SHOWN))
def read(
    page: PageDep, request: Request, house: HouseDep, caller: VisitorDep, books: BooksDep, as_of: AsOf = None
) -> Response:
    """Показать страницу журнала: сейчас или какой она была на указанный момент."""
    if as_of is not None:
        position = point_of(house.history, as_of, _zone(house, caller, page), caller.at).position
        return view(request, PagesAsOf(house.history, CATALOGUE).page(page, position))
    return view(request, see_page(house, caller, books, page, Permission.READ_PAGE))


@router.get("/changes", **viewing(PageDiff, CHANGED))
def compare(
    page: PageDep, request: Request, house: HouseDep, caller: VisitorDep, since: Since, until: Until
) -> Response:
    """Сравнить страницу журнала на два момента."""
    zone, pages = _zone(house, caller, page), PagesAsOf(house.history, CATALOGUE)
    first, last = (
        point_of(house.history, moment, zone, caller.at, field=field).position
        for field, moment in (("from", since), ("to", until))
    )
    return view(request, page_diff(pages.page(page, first), pages.page(page, last)))


def see_page(house: House, caller: Caller, books: BookReader, page: PageKey, permission: Permission) -> PageView:
    """Return the page as it stands; it is the caller's own for its teachers and for the class teacher.

    Raises:
        PageUnknown, NotPermitted: there is nothing to see.

    """
    with books.opened(JOURNAL_PAGE) as connection:
        shown = read_page(connection, books.schema, page)
    if shown.school_class is None:
        raise PageUnknown(page=page.id)
    see_class(house, caller, shown.school_class, permission, taught_by=teachers_of(shown))
    return shown


def teachers_of(shown: PageView) -> set[str]:
    """Return who gives the lessons of a page."""
    return {teacher for lesson in shown.lessons for teacher in (lesson.teacher, lesson.substitute) if teacher}


def _zone(house: House, caller: Caller, page: PageKey) -> str:
    """Return the zone of the page's institution to whoever may see its history."""
    listed = house.present.of(PAGE, page.id).state
    if listed is None or not listed.slots:
        return see_class(house, caller, page.group, Permission.READ_HISTORY).zone
    return see_lesson(house, caller, next(iter(listed.slots)), Permission.READ_HISTORY).zone
