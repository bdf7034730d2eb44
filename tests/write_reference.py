"""Writes docs/reference/events.md from the catalogue: `python -m tests.write_reference`."""

import enum
import inspect as python
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from msgspec import inspect

from aggregates.catalogue import CATALOGUE
from ledger.envelope import ENVELOPE_LIMIT, Metadata, Rule
from ledger.event import INTEGER_LIMIT, Event, Identifier, Instant
from ledger.sealing import Digest

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "events.md"
HEAD = f"""# Events

Every event that the ledger may hold, made from the catalogue by `python -m tests.write_reference`. A name and its
fields never change; what has to become different gets a new version of its name. The bytes of an example of each are
frozen in [tests/golden](../../tests/golden).

## Envelope

The bytes of an event are a JSON object with the keys below and two more: `name`, the name of the event, and `fields`,
what is listed under that name. Every key is always there. The object is written in the one way of RFC 8785 and is
at most {ENVELOPE_LIMIT} bytes long.
"""


def main() -> None:
    PAGE.write_text(reference(), encoding="utf-8")


def reference() -> str:
    parts = [HEAD, *_table(Metadata), "\n### Rule\n", *_table(Rule)]
    structs: dict[str, type] = {}
    for module, events in groupby(CATALOGUE.events.values(), key=lambda event: event.__module__):
        kinds = list(events)
        parts.append(f"\n## {_heading(sys.modules[module])}")
        for event in kinds:
            parts += _event(event)
        structs |= {part.__name__: part for event in kinds for part in _structs(inspect.type_info(event).fields)}
    parts.append("\n## Parts of fields")
    for name, struct in sorted(structs.items()):
        parts += [f"\n### {name}\n", f"{_first_line(struct)}\n", *_table(struct)]
    return "\n".join(parts) + "\n"


def _heading(module: object) -> str:
    of_what = re.match(r"Events of (?:an? |the )?(?P<room>[^:]+):", _first_line(module))
    assert of_what is not None
    return of_what["room"].capitalize()


def _event(event: type[Event]) -> Iterator[str]:
    yield f"\n### {event.name}\n"
    yield python.cleandoc(event.__doc__ or "")
    yield f"\n[Example](../../tests/golden/{event.name}.json)"
    if event.__struct_fields__:
        yield ""
        yield from _table(event)


def _table(struct: type) -> Iterator[str]:
    yield "| field | value |"
    yield "|---|---|"
    for field in inspect.type_info(struct).fields:
        yield f"| `{field.encode_name}` | {_shown(field.type)} |"


def _shown(kind: inspect.Type) -> str:
    return SHOWN[type(kind)](kind)


def _text(kind: inspect.StrType) -> str:
    if kind.pattern:
        return PATTERNS[kind.pattern]
    return f"text of {kind.min_length} to {kind.max_length} characters" if kind.max_length else "text"


def _enumeration(values: type[enum.Enum]) -> str:
    return f"{', '.join(f'«{one.value}»' for one in values)}: {_first_line(values).rstrip('.')}"


def _pattern(kind: Any) -> str | None:
    text = inspect.type_info(kind)
    assert isinstance(text, inspect.StrType)
    return text.pattern


SHOWN: dict[type[inspect.Type], Callable[[Any], str]] = {
    inspect.BoolType: lambda _: "true or false",
    inspect.DateType: lambda _: "date «2026-10-01»",
    inspect.NoneType: lambda _: "null",
    inspect.IntType: lambda kind: f"integer, {kind.ge} to {'2^53 - 1' if kind.le == INTEGER_LIMIT else kind.le}",
    inspect.StrType: _text,
    inspect.EnumType: lambda kind: _enumeration(kind.cls),
    inspect.StructType: lambda kind: f"[{kind.cls.__name__}](#{kind.cls.__name__.lower()})",
    inspect.VarTupleType: lambda kind: f"list of: {_shown(kind.item_type)}",
    inspect.UnionType: lambda kind: " or ".join(map(_shown, kind.types)),
}
PATTERNS = {
    _pattern(Identifier): "identifier: 1 to 96 of the characters `0-9A-Za-z._-`",
    _pattern(Digest): "SHA-256, 64 hexadecimal digits",
    _pattern(Instant): "instant of UTC «2026-10-01T09:24:37.000512Z»",
}


def _structs(fields: Iterable[Any]) -> Iterator[type]:
    for field in fields:
        yield from _structs_in(field.type)


def _structs_in(kind: inspect.Type) -> Iterator[type]:
    match kind:
        case inspect.StructType():
            yield kind.cls
            yield from _structs(kind.fields)
        case inspect.VarTupleType():
            yield from _structs_in(kind.item_type)
        case inspect.UnionType():
            for part in kind.types:
                yield from _structs_in(part)
        case _:
            return


def _first_line(thing: object) -> str:
    return python.cleandoc(thing.__doc__ or "").partition("\n")[0]


if __name__ == "__main__":
    main()
