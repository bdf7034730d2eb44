"""Invalid input («неверные данные»): what pydantic found, as our refusals, and never with the value itself."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from api.http.refusals import (
    BadFormat,
    BadValue,
    BrokenJson,
    FieldMissing,
    FieldUnknown,
    NotNfc,
    NotPrintable,
    OutOfRange,
    TooLong,
    TooShort,
    ValueUnknown,
    WrongType,
)
from ledger.refusal import Refusal

ERRORS_MAX = 20
FIELD_LENGTH_MAX = 120

Context = Mapping[str, Any]

_TYPES = {
    "bool": "true или false",
    "date": "дата",
    "datetime": "момент времени",
    "dict": "объект",
    "enum": "значение из списка",
    "float": "число",
    "int": "целое число",
    "list": "список",
    "model": "объект",
    "string": "строка",
    "tuple": "список",
    "uuid": "UUID",
}
_KINDS: Mapping[str, Callable[[str, Context], Refusal]] = {
    "missing": lambda field, _: FieldMissing(field=field),
    "extra_forbidden": lambda field, _: FieldUnknown(field=field),
    "json_invalid": lambda _, __: BrokenJson(),
    "enum": lambda field, context: ValueUnknown(field=field, allowed=_listed(context)),
    "literal_error": lambda field, context: ValueUnknown(field=field, allowed=_listed(context)),
    "string_pattern_mismatch": lambda field, _: BadFormat(field=field),
    "string_unicode": lambda field, _: NotPrintable(field=field),
    "text_not_nfc": lambda field, _: NotNfc(field=field),
    "text_not_printable": lambda field, _: NotPrintable(field=field),
    "string_too_long": lambda field, context: TooLong(field=field, limit=context["max_length"]),
    "too_long": lambda field, context: TooLong(field=field, limit=context["max_length"]),
    "string_too_short": lambda field, context: TooShort(field=field, limit=context["min_length"]),
    "too_short": lambda field, context: TooShort(field=field, limit=context["min_length"]),
    "greater_than": lambda field, context: OutOfRange(field=field, limit=f"> {context['gt']}"),
    "greater_than_equal": lambda field, context: OutOfRange(field=field, limit=f">= {context['ge']}"),
    "less_than": lambda field, context: OutOfRange(field=field, limit=f"< {context['lt']}"),
    "less_than_equal": lambda field, context: OutOfRange(field=field, limit=f"<= {context['le']}"),
    "value_error": lambda field, context: BadValue(field=field, words=str(context["error"])),
}


def refusals_of(errors: Sequence[Mapping[str, Any]]) -> list[Refusal]:
    """Return one refusal for each error, at most ERRORS_MAX."""
    return [_refusal(error) for error in errors if not _is_echo(error, errors)][:ERRORS_MAX]


def _is_echo(error: Mapping[str, Any], errors: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether a list is called too short only because its items are wrong."""
    place = error["loc"]
    return error["type"] == "too_short" and any(
        len(other["loc"]) > len(place) and other["loc"][: len(place)] == place for other in errors
    )


def _refusal(error: Mapping[str, Any]) -> Refusal:
    kind: str = error["type"]
    field = ".".join(str(part) for part in error["loc"][1:])[:FIELD_LENGTH_MAX] or str(error["loc"][0])
    context: Context = error.get("ctx") or {}
    if (known := _KINDS.get(kind)) is not None:
        return known(field, context)
    noun, _, rest = kind.partition("_")
    if rest in {"type", "attributes_type"} or (rest == "parsing" and noun in {"int", "float", "bool"}):
        return WrongType(field=field, expected=_TYPES.get(noun, noun))
    if noun in {"date", "datetime", "uuid", "time"} or rest == "from_float":
        return BadFormat(field=field)
    return BadValue(field=field, words=str(error.get("msg", kind)))


def _listed(context: Context) -> str:
    """Return the values of a list («'a' or 'b'» in pydantic's words)."""
    return str(context["expected"]).replace(" or ", ", ").replace("'", "")
