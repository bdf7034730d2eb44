"""Biographies of cells over HTTP («биография клетки»): who wrote what, when, why, and who tried in vain."""

from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Depends, Path, Request, Response

from aggregates.catalogue import CATALOGUE
from aggregates.rights import Permission
from api.http import examples
from api.http.dependencies import HouseDep, VisitorDep
from api.http.json_route import room
from api.http.moments import AsOf, Point, point_of
from api.http.school import see_lesson
from api.http.views import view, viewing
from commands.command import Id
from ledger.envelope import Rule
from ledger.postgres.connections import answering
from replay.biography import Biographies, Biography, CellKey, Step
from replay.refused import RefusedAttempt, read_refused

router = room("lessons", "/lessons/{lesson}/cells/{pupil}/{column}")

Column = Annotated[
    str,
    Path(pattern=r"^(attendance|[1-9]|1[0-9]|20)$", description="Номер графы или attendance (посещаемость)."),
]

SHOWN = Biography(
    cell=CellKey(examples.LESSON, examples.PUPIL, 1),
    on=date(2026, 10, 1),
    position=120_458,
    steps=(
        Step(
            position=118_002,
            version=4,
            event="lesson.mark-recorded.v1",
            recorded_at=datetime(2026, 10, 1, 8, 30, tzinfo=UTC),
            recorded_on=date(2026, 10, 1),
            actor=examples.TEACHER,
            role="teacher",
            old=None,
            new="4",
            reason=None,
            is_noted=False,
            rule=Rule("JRN-090", 1, "2026-10-15"),
            permission=None,
        ),
    ),
    refused=(
        RefusedAttempt(
            at=datetime(2026, 10, 16, 5, 0, tzinfo=UTC),
            actor=examples.TEACHER,
            verb="RecordMarks",
            command=examples.KEY,
            code="lesson.edit-window-closed",
            requirement="JRN-090",
        ),
    ),
)


async def cell_key(lesson: Id, pupil: Id, column: Column) -> CellKey:
    """Return the cell that the address names."""
    return CellKey(lesson, pupil, None if column == "attendance" else int(column))


CellDep = Annotated[CellKey, Depends(cell_key)]


@router.get("/biography", **viewing(Biography, SHOWN))
def read(cell: CellDep, request: Request, house: HouseDep, caller: VisitorDep, as_of: AsOf = None) -> Response:
    """Показать все изменения клетки и отклонённые попытки до указанного момента."""
    seen = see_lesson(house, caller, cell.lesson, Permission.READ_HISTORY)
    now = Point(house.history.head(), caller.at)
    until = now if as_of is None else point_of(house.history, as_of, seen.zone, caller.at)
    with answering(), house.pool.connection() as connection:
        refused = read_refused(
            connection,
            house.tenant.schema,
            lesson=cell.lesson,
            pupil=cell.pupil,
            column=cell.column,
            until=until.at,
        )
    biographies = Biographies(house.history, CATALOGUE)
    return view(request, biographies.cell(cell, position=until.position, refused=refused))
