"""Requests («запросы»): each has a number, leaves one log line, and never shows a traceback to whoever asked."""

import re
import time
from collections.abc import MutableMapping
from http import HTTPStatus
from typing import Any

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, clear_contextvars

from api.http.problems import problem
from api.http.refusals import ServiceFailed
from api.logging import failure
from ledger.ports import Entropy

HEADER = "X-Request-ID"
_NUMBER = re.compile(r"[0-9A-Za-z-]{8,64}", re.ASCII)
_log = structlog.get_logger()


class Requests:
    """The outermost layer of the door."""

    def __init__(self, app: ASGIApp, entropy: Entropy) -> None:
        self._app = app
        self._entropy = entropy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        told = Headers(scope=scope).get(HEADER, "")
        number = told if _NUMBER.fullmatch(told) else self._entropy.identifier()
        clear_contextvars()
        bind_contextvars(request=number)
        started_at, answer = time.perf_counter(), _Answer(number, send)
        try:
            await self._app(scope, receive, answer)
        except Exception as error:  # noqa: BLE001 - the last resort: whoever asked gets an answer, the log the place
            _log.error("request.failed", **failure(error))
            if not answer.status:
                await problem(ServiceFailed(request=number))(scope, receive, answer)
        _log.info(
            "request.answered",
            method=scope["method"],
            route=_route(scope),
            status=answer.status or int(HTTPStatus.INTERNAL_SERVER_ERROR),
            milliseconds=round((time.perf_counter() - started_at) * 1000, 1),
        )


class _Answer:
    """Passes an answer on with the request's number, and remembers its status."""

    def __init__(self, number: str, send: Send) -> None:
        self.status = 0
        self._number = number
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)[HEADER] = self._number
        await self._send(message)


def _route(scope: MutableMapping[str, Any]) -> str:
    """Return the template of the address («/v1/lessons/{lesson}»): what stood in its place may tell too much."""
    return getattr(scope.get("route"), "path", "")
