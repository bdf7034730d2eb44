"""Asking («разбор команды»): a command's fields come from the address, the headers and the body of the request."""

from collections.abc import Callable, Coroutine
from inspect import Parameter, Signature
from typing import Annotated, Any, get_type_hints

from fastapi import Body, Depends, Path
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.models import Example
from pydantic import BaseModel, ValidationError, create_model
from pydantic.fields import FieldInfo

from api.http.conditions import IfMatch, version_seen
from commands.command import Command


def asked(kind: type[Command], *path: str, example: dict[str, Any] | None = None, seen: bool = False) -> Any:
    """Return the dependency that makes a command of *kind* from a request.

    The fields named in *path* stand in the address, `seen` comes from If-Match, everything else from the body;
    *example* is a body for the documentation.
    """
    hints = get_type_hints(kind, include_extras=True)
    apart = {*path, "seen"} if seen else set(path)
    inside = {name: (hints[name], _default(field)) for name, field in kind.model_fields.items() if name not in apart}
    parameters = [_keyword(name, Annotated[hints[name], Path()]) for name in path]
    if seen:
        parameters.append(_keyword("if_match", IfMatch, None))
    if inside:
        model: type[BaseModel] = create_model(kind.__name__, __config__=kind.model_config, **inside)  # type: ignore[call-overload] # its fields are known at run time
        examples: dict[str, Example] = {"example": {"value": example or {}}}
        parameters.append(_keyword("body", Annotated[model, Body(openapi_examples=examples)]))
    return Depends(_dependency(kind, parameters))


def _dependency(kind: type[Command], parameters: list[Parameter]) -> Callable[..., Coroutine[Any, Any, Command]]:
    async def ask(**given: Any) -> Command:
        fields = {name: value for name, value in given.items() if name not in {"body", "if_match"}}
        if "if_match" in given:
            fields["seen"] = version_seen(given["if_match"])
        if "body" in given:
            fields |= dict(given["body"])
        try:
            return kind.model_validate(fields)
        except ValidationError as error:
            raise RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in error.errors()]) from None

    ask.__signature__ = Signature(parameters)  # type: ignore[attr-defined] # FastAPI reads it
    return ask


def _keyword(name: str, annotation: Any, default: Any = Parameter.empty) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _default(field: FieldInfo) -> Any:
    return ... if field.is_required() else field.get_default(call_default_factory=True)
