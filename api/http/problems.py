"""Problems («проблема»): a refusal as RFC 9457 tells it, in Russian for people and by code for programs."""

from collections.abc import Mapping, Sequence
from datetime import date
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response
from structlog.contextvars import get_contextvars

from api.http.invalid import refusals_of
from api.http.refusals import (
    BrokenJson,
    MethodNotAllowed,
    NotFound,
    NotStorable,
    RecordsUnreadable,
    ServiceUnavailable,
)
from api.http.statuses import RETRY_AFTER, STATUSES, TITLES
from ledger.catalogue import UnknownEvent
from ledger.envelope import NotCanonical
from ledger.history import Unavailable
from ledger.refusal import Detail, Refusal

MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    code: str
    field: str
    detail: str


class Problem(BaseModel):
    """Why a request was refused (RFC 9457); nothing was stored."""

    type: str = Field(description="Адрес описания отказа.")
    title: str
    status: int
    detail: str = Field(description="Объяснение для человека.")
    code: str = Field(description="Код отказа для программ; не меняется.")
    requirement: str = Field(description="Пункт требований, который отказ соблюдает.")
    request: str = Field(description="Номер запроса, тот же, что в X-Request-ID.")
    details: dict[str, str | int | bool | list[str] | None] = Field(description="Чем отказ вызван: срок, клетка, роль.")
    errors: list[FieldProblem] = Field(default=[], description="Все неверные поля.")


def told(refusal: Refusal, request: str, errors: Sequence[Refusal] = ()) -> dict[str, Any]:
    """Return *refusal* as RFC 9457 tells it; *errors* are all that is wrong with the fields."""
    status = STATUSES[refusal.code]
    return {
        "type": f"/v1/problems/{refusal.code}",
        "title": TITLES[status],
        "status": status,
        "detail": str(refusal),
        "code": refusal.code,
        "requirement": refusal.requirement,
        "request": request,
        "details": details_of(refusal),
        "errors": [
            {"code": one.code, "field": str(one.details.get("field", "")), "detail": str(one)} for one in errors
        ],
    }


def problem(refusal: Refusal, errors: Sequence[Refusal] = ()) -> Response:
    """Return the answer that tells *refusal*."""
    body = told(refusal, get_contextvars().get("request", ""), errors)
    status = STATUSES[refusal.code]
    return Response(orjson.dumps(body), status, headers=_headers(status), media_type=MEDIA_TYPE)


def details_of(refusal: Refusal) -> dict[str, Any]:
    """Return the fields that explain a refusal, as JSON."""
    return {name: _plain(value) for name, value in refusal.details.items()}


def _plain(value: Detail) -> Any:
    match value:
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value


def _headers(status: int) -> Mapping[str, str]:
    headers = {"Cache-Control": "no-store"}
    if status in RETRY_AFTER:
        headers["Retry-After"] = str(RETRY_AFTER[status])
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="ledger"'
    return headers


async def _refused(_request: Request, refusal: Refusal) -> Response:
    return problem(refusal)


async def _invalid(_request: Request, error: RequestValidationError) -> Response:
    refusals = refusals_of(error.errors())
    return problem(refusals[0], [one for one in refusals if "field" in one.details])


async def _no_such_place(_request: Request, error: HTTPException) -> Response:
    match error.status_code:
        case HTTPStatus.NOT_FOUND:
            return problem(NotFound())
        case HTTPStatus.METHOD_NOT_ALLOWED:
            answer = problem(MethodNotAllowed())
            answer.headers.update(error.headers or {})
            return answer
        case _:
            return problem(BrokenJson())


async def _unavailable(_request: Request, _error: Unavailable) -> Response:
    return problem(ServiceUnavailable())


async def _unreadable(_request: Request, _error: UnknownEvent) -> Response:
    return problem(RecordsUnreadable())


async def _not_storable(_request: Request, _error: NotCanonical) -> Response:
    return problem(NotStorable())


_HANDLERS: Mapping[type[Exception], Any] = {
    Refusal: _refused,
    RequestValidationError: _invalid,
    HTTPException: _no_such_place,
    Unavailable: _unavailable,
    UnknownEvent: _unreadable,
    NotCanonical: _not_storable,
}


def tell_problems(app: FastAPI) -> None:
    """Let *app* answer every expected failure with a problem; an unexpected one is `requests`' business."""
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)
