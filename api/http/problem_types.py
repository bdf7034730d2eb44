"""Problem types over HTTP («виды отказов»): what every code means; open to everybody."""

from pydantic import BaseModel

from api.http.documentation import documented, example
from api.http.json_route import room
from api.http.refusals import NotFound
from api.http.statuses import STATUSES, TITLES
from ledger.refusal import Refusal

router = room("problems")


class ProblemType(BaseModel):
    """What a code means."""

    code: str
    title: str
    status: int
    requirement: str
    detail: str


SHOWN = {
    "code": "lesson.cell-changed",
    "title": TITLES[412],
    "status": 412,
    "requirement": "XCT-003",
    "detail": "Клетку обучающегося {pupil} ({place}) уже изменили: теперь в ней «{symbol}».",
}


def known_refusals(base: type[Refusal] = Refusal) -> dict[str, type[Refusal]]:
    """Return every refusal of the program by its code."""
    found = {}
    for kind in base.__subclasses__():
        found[kind.code] = kind
        found |= known_refusals(kind)
    return found


@router.get("/problems", responses=example([SHOWN]))
def list_problem_types() -> list[ProblemType]:
    """Перечислить все коды отказов."""
    return [_shown(kind) for _, kind in sorted(known_refusals().items()) if kind.code in STATUSES]


@router.get("/problems/{code}", responses=example(SHOWN) | documented(404, 422))
def read_problem_type(code: str) -> ProblemType:
    """Объяснить код отказа; сюда ведёт поле type."""
    kind = known_refusals().get(code)
    if kind is None or code not in STATUSES:
        raise NotFound
    return _shown(kind)


def _shown(kind: type[Refusal]) -> ProblemType:
    status = STATUSES[kind.code]
    return ProblemType(
        code=kind.code, title=TITLES[status], status=status, requirement=kind.requirement, detail=kind.message
    )
