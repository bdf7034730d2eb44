"""Views («виды»): what reads answer, written out and described for OpenAPI by their own types."""

import hashlib
from http import HTTPStatus
from typing import Any

import msgspec
from fastapi import Request, Response

from api.http.documentation import READ

_SCHEMAS = "#/components/schemas/{name}"
_shown: list[Any] = []


def viewing(kind: Any, example: object) -> dict[str, Any]:
    """Return what a read that answers with *kind* tells OpenAPI; *example* is one of that kind."""
    _shown.append(kind)
    content = {"schema": msgspec.json.schema_components([kind], ref_template=_SCHEMAS)[0][0]}
    content["example"] = msgspec.to_builtins(example)
    return {
        "response_class": Response,
        "responses": READ["responses"] | {200: {"description": "Найдено.", "content": {"application/json": content}}},
    }


def view_schemas() -> dict[str, Any]:
    """Return the schemas of everything that reads show."""
    return msgspec.json.schema_components(_shown, ref_template=_SCHEMAS)[1]


def view(request: Request, value: object, *, etag: str | None = None) -> Response:
    """Return the answer that shows *value*, or tell that the reader has it already (If-None-Match)."""
    body = msgspec.json.encode(value)
    etag = etag or f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache, private"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(body, headers=headers, media_type="application/json")
