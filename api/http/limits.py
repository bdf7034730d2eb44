"""Limits («пределы запроса»): what is too large is refused before anybody looks into it."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import problem
from api.http.refusals import AddressTooLong, BodyTooLarge, HeadersTooLarge, NotJson
from ledger.refusal import Refusal

BODY_MAX = 256 * 1024
HEADERS_MAX = 16 * 1024
ADDRESS_MAX = 2 * 1024
_BODILESS = {"GET", "HEAD", "OPTIONS"}


class Limits:
    """Reads the body whole, so that whatever is behind this layer sees all of it or nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            _check_head(scope)
            if scope["method"] not in _BODILESS:
                receive = _Kept(await _body(scope, receive), receive)
        except Refusal as refusal:
            await problem(refusal)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class _Kept:
    """Gives out a body that was read before."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


def _check_head(scope: Scope) -> None:
    if len(scope["raw_path"]) + len(scope["query_string"]) > ADDRESS_MAX:
        raise AddressTooLong(limit=ADDRESS_MAX)
    if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADERS_MAX:
        raise HeadersTooLarge(limit=HEADERS_MAX)


async def _body(scope: Scope, receive: Receive) -> bytes:
    headers = Headers(scope=scope)
    told = headers.get("content-length", "")
    if told.isdecimal() and int(told[:20]) > BODY_MAX:
        raise BodyTooLarge(limit=BODY_MAX)
    body = bytearray()
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > BODY_MAX:
            raise BodyTooLarge(limit=BODY_MAX)
    if body and headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise NotJson
    return bytes(body)
