"""JSON of requests («разбор тела»): strict, so that what was meant is what is read."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from typing_extensions import override


class _StrictRequest(Request):
    """Refuses what Python's own reader lets through: NaN, Infinity, lone surrogates, endless nesting."""

    @override
    async def json(self) -> Any:
        return orjson.loads(await self.body())


class JsonRoute(APIRoute):
    """A route whose body is read strictly."""

    @override
    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            return await handle(_StrictRequest(request.scope, request.receive))

        return handle_strictly


def room(noun: str, prefix: str = "") -> APIRouter:
    """Return the router of one noun."""
    return APIRouter(prefix=prefix, tags=[noun], route_class=JsonRoute)
