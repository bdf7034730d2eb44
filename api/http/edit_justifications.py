"""The register of edit justifications over HTTP («реестр обоснований изменений»)."""

from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Depends, Query, Request, Response

from aggregates.journal.permission.events import Ground
from aggregates.rights import NotPermitted, Permission, role_for
from api.house import House
from api.http import examples
from api.http.cursors import END, PagedDep
from api.http.dependencies import HouseDep, VisitorDep
from api.http.json_route import room
from api.http.listing import Listed, listed
from api.http.school import see_class
from api.http.views import view, viewing
from api.http.waiting import BooksDep
from commands.command import Id
from commands.journal.fields import Day, SubjectCode
from ledger.document import Document
from ledger.stamp import Caller
from projections.journal.edit_justifications import EDIT_JUSTIFICATIONS
from projections.journal.edit_justifications_query import Asked, JustifiedEdit, read_edit_justifications

router = room("edit-justifications", "/institutions/{institution}/edit-justifications")

SHOWN = JustifiedEdit(
    position=121_034,
    lesson=examples.LESSON,
    on=date(2026, 10, 1),
    number=2,
    school_class=examples.CLASS,
    subject="mathematics",
    pupil=examples.PUPIL,
    column=1,
    old="4",
    new="5",
    reason="illness",
    ground=Ground.ILLNESS,
    documents=(Document("справка", "118", date(2026, 10, 19)),),
    permission=examples.PERMISSION,
    initiator=examples.TEACHER,
    requested_on=date(2026, 10, 20),
    granted_by=examples.SUBSTITUTE,
    granted_on=date(2026, 10, 20),
    executed_by=examples.TEACHER,
    recorded_at=datetime(2026, 10, 20, 9, 0, tzinfo=UTC),
    recorded_on=date(2026, 10, 20),
    last_on=date(2026, 10, 15),
)

Teacher = Annotated[Id | None, Query(description="Кто изменил или просил разрешения.", examples=[examples.TEACHER])]
SchoolClass = Annotated[Id | None, Query(examples=[examples.CLASS])]
Subject = Annotated[SubjectCode | None, Query(examples=["mathematics"])]
Week = Annotated[Day | None, Query(description="Любой день недели, в которую сделано изменение.")]
GroundAsked = Annotated[Ground | None, Query(description="Основание изменения.")]


async def asked_for(
    institution: Id,
    teacher: Teacher = None,
    school_class: SchoolClass = None,
    subject: Subject = None,
    week: Week = None,
    ground: GroundAsked = None,
) -> Asked:
    """Return what the address filters by."""
    return Asked(institution, teacher, school_class, subject, week, ground)


AskedDep = Annotated[Asked, Depends(asked_for)]


@router.get("", **viewing(Listed[JustifiedEdit], Listed((SHOWN,), None)))
def read(
    asked: AskedDep, request: Request, house: HouseDep, caller: VisitorDep, books: BooksDep, paged: PagedDep
) -> Response:
    """Показать изменения, сделанные по разрешениям, последние сначала."""
    _require(house, caller, asked)
    before = paged.place(tuple[int], (END,))[0]
    with books.opened(EDIT_JUSTIFICATIONS) as connection:
        lines = read_edit_justifications(connection, books.schema, asked, before=before, limit=paged.limit + 1)
    return view(request, listed(lines, paged.limit, lambda line: (line.position,)))


def _require(house: House, caller: Caller, asked: Asked) -> None:
    """Let the administration see all, a teacher what was changed by or for the teacher, a class teacher the class."""
    permission = Permission.READ_EDIT_JUSTIFICATIONS
    try:
        role_for(caller, permission, asked.institution, asked.school_class, own=asked.teacher == caller.actor)
    except NotPermitted:
        if asked.school_class is None:
            raise
        see_class(house, caller, asked.school_class, permission)
