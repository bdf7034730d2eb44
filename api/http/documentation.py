"""Documentation («описание API»): what every operation of a kind answers, for OpenAPI."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from aggregates.journal.lesson.refusals import CellChanged, EditWindowClosed, LessonUnknown, NotAMember
from aggregates.rights import NotPermitted
from api.accounts.refusals import NotSignedIn, TooManyAttempts
from api.http import examples
from api.http.limits import BODY_MAX
from api.http.problems import MEDIA_TYPE, told
from api.http.refusals import BodyTooLarge, BrokenJson, NotJson, ServiceUnavailable
from api.http.statuses import TITLES
from ledger.refusal import Refusal

Documented = dict[int | str, dict[str, Any]]

EXAMPLES: Mapping[int, Refusal] = {
    400: BrokenJson(),
    401: NotSignedIn(),
    403: NotPermitted(
        permission="decide-permission", act="решение о разрешении на изменение", institution=examples.SCHOOL
    ),
    404: LessonUnknown(lesson=examples.LESSON),
    409: EditWindowClosed(on=date(2026, 10, 1), last_day=date(2026, 10, 15), days=14),
    412: CellChanged(pupil=examples.PUPIL, column=1, place="графа 1", symbol="4", version=31),
    413: BodyTooLarge(limit=BODY_MAX),
    415: NotJson(),
    422: NotAMember(pupil=examples.PUPIL, on=date(2026, 10, 1)),
    429: TooManyAttempts(minutes=15),
    503: ServiceUnavailable(),
}
"""What a status may stand for, in the documentation."""


def documented(*statuses: int) -> Documented:
    """Return the OpenAPI responses for these statuses."""
    return {
        status: {
            "description": TITLES[status],
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "example": told(EXAMPLES[status], examples.REQUEST),
                }
            },
        }
        for status in statuses
    }


class Answer(BaseModel):
    """What was recorded («квитанция»): the position of the last event, and how many there are."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"position": 120_458, "events": 30}]})

    position: int = Field(description="Позиция последнего события; с ней чтение может ждать книгу (wait_for).")
    events: int = Field(description="Сколько событий записано; 0, если менять было нечего.")


READ: dict[str, Any] = {"responses": documented(400, 401, 403, 404, 422, 503)}
WRITE: dict[str, Any] = {
    "status_code": 201,
    "response_model": Answer,
    "responses": documented(400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 503)
    | {
        201: {
            "description": "Записано.",
            "headers": {
                "Ledger-Position": {"description": "Позиция последнего события.", "schema": {"type": "integer"}},
                "Idempotent-Replayed": {"description": "Это первый ответ, повторённый.", "schema": {"type": "boolean"}},
            },
        }
    },
}
ADMINISTER: dict[str, Any] = {
    "status_code": 201,
    "responses": documented(400, 401, 403, 404, 409, 413, 415, 422, 503),
}


def example(value: object) -> Documented:
    """Return the OpenAPI response of a successful read that shows *value*."""
    return {200: {"content": {"application/json": {"example": value}}}}


def reading(value: object) -> dict[str, Any]:
    """Return what a read that answers like *value* tells OpenAPI."""
    return {"responses": READ["responses"] | example(value)}
