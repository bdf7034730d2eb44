"""Documentation («описание API»): what every operation of a kind answers, for OpenAPI."""

from typing import Any

from api.http.problems import Documented, documented

READ: dict[str, Any] = {"responses": documented(400, 401, 403, 404, 422, 503)}
WRITE: dict[str, Any] = {
    "status_code": 201,
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
