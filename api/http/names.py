"""Names on a page («имена на странице»): beside the page, for whoever may read it; the page itself knows ids."""

from fastapi import Request, Response

from aggregates.rights import Permission
from api.http.dependencies import HouseDep, VisitorDep
from api.http.json_route import room
from api.http.pages import PageDep, see_page, teachers_of
from api.http.people import SHOWN
from api.http.views import view, viewing
from api.http.waiting import BooksDep
from projections.people.people import PEOPLE
from projections.people.people_query import PersonView, names_of

router = room("people")


@router.get("/pages/{group}/{subject}/{period}/people", **viewing(tuple[PersonView, ...], (SHOWN,)))
def read(page: PageDep, request: Request, house: HouseDep, caller: VisitorDep, books: BooksDep) -> Response:
    """Показать имена учеников и учителей страницы журнала тем, кто может её читать."""
    shown = see_page(house, caller, books, page, Permission.READ_PEOPLE)
    persons = {pupil.pupil for pupil in shown.pupils} | teachers_of(shown)
    with books.opened(PEOPLE) as connection:
        found = names_of(connection, books.schema, persons)
    return view(request, tuple(found[person] for person in sorted(found)))
