"""Requests («разбор запроса»): read strictly, parameters and JSON, so that what was meant is what is read."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from typing_extensions import override

from api.http.invalid import FIELD_LENGTH_MAX
from api.http.refusals import BadValue, FieldUnknown

_KEY = "Idempotency-Key"
_TWICE = "указано больше одного раза."


class _StrictRequest(Request):
    """Refuses what Python's own reader lets through: NaN, Infinity, lone surrogates, endless nesting."""

    @override
    async def json(self) -> Any:
        return orjson.loads(await self.body())


class JsonRoute(APIRoute):
    """A route whose parameters and body are read strictly."""

    @override
    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handle, known = super().get_route_handler(), frozenset(_parameters(self.dependant))

        async def handle_strictly(request: Request) -> Response:
            _require_told_once(request, known)
            return await handle(_StrictRequest(request.scope, request.receive))

        return handle_strictly


def _parameters(dependant: Dependant) -> Iterator[str]:
    """Return the query parameters of an operation and of all that it depends on."""
    yield from (parameter.alias for parameter in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _parameters(inner)


def _require_told_once(request: Request, known: frozenset[str]) -> None:
    """Refuse what would be ignored: a parameter that the operation does not have, a second value, a second key."""
    for name, times in Counter(name for name, _ in request.query_params.multi_items()).items():
        if name not in known:
            raise FieldUnknown(field=name[:FIELD_LENGTH_MAX])
        if times > 1:
            raise BadValue(field=name, words=_TWICE)
    if len(request.headers.getlist(_KEY)) > 1:
        raise BadValue(field=_KEY, words=_TWICE)


def room(noun: str, prefix: str = "") -> APIRouter:
    """Return the router of one noun."""
    return APIRouter(prefix=prefix, tags=[noun], route_class=JsonRoute)
