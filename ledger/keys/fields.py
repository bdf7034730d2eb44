"""Where an event holds sealed fields: found by type once a class, by path in each event."""

import functools
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast

import msgspec
from msgspec import inspect

from ledger.event import Event
from ledger.sealing import Clear, Sealed

AnyEvent = TypeVar("AnyEvent", bound=Event)


@functools.cache
def may_seal(event: type[Event]) -> bool:
    """Tell whether events of this class can hold sealed fields at all."""
    return _holds(inspect.type_info(event))


def clear_fields(event: Event) -> dict[str, Clear]:
    """Return the personal data that is still to be sealed, by path: «family_name», «cells.0.note».

    Raises:
        TypeError: a field was sealed before; a box opens only in the place for which it was sealed.

    """
    found: dict[str, Clear] = {}

    def collect(path: str, field: Clear) -> Sealed:
        found[path] = field
        return field

    _replaced(event, "", collect)
    return found


def with_sealed(event: AnyEvent, sealed: dict[str, Sealed]) -> AnyEvent:
    """Return the event with its clear fields replaced by what was sealed, by path."""
    return cast("AnyEvent", _replaced(event, "", lambda path, _: sealed[path]))


def stored_fields(data: bytes) -> Iterator[tuple[str, Sealed]]:
    """Yield the sealed fields of an envelope's bytes with their paths, exactly as they were recorded."""
    yield from _stored(msgspec.json.decode(data)["fields"], "")


def _holds(kind: inspect.Type) -> bool:
    match kind:
        case inspect.StructType():
            return kind.cls is Sealed or any(_holds(field.type) for field in kind.fields)
        case inspect.VarTupleType():
            return _holds(kind.item_type)
        case inspect.TupleType():
            return any(map(_holds, kind.item_types))
        case inspect.UnionType():
            return any(map(_holds, kind.types))
        case _:
            return False


def _replaced(value: Any, path: str, seal: Callable[[str, Clear], Sealed]) -> Any:
    match value:
        case Clear():
            return seal(path, value)
        case Sealed():
            msg = f"{path} was sealed before"
            raise TypeError(msg)
        case msgspec.Struct():
            fields = {
                name: _replaced(getattr(value, name), _join(path, name), seal) for name in value.__struct_fields__
            }
            return type(value)(**fields)
        case tuple():
            return tuple(_replaced(part, _join(path, number), seal) for number, part in enumerate(value))
        case _:
            return value


def _stored(value: Any, path: str) -> Iterator[tuple[str, Sealed]]:
    match value:
        case {"key": str(key), "digest": str(digest), **others} if not others:
            yield path, Sealed(key, digest)
        case dict():
            for name, part in value.items():
                yield from _stored(part, _join(path, name))
        case list():
            for number, part in enumerate(value):
                yield from _stored(part, _join(path, number))
        case _:
            pass


def _join(path: str, part: str | int) -> str:
    return f"{path}.{part}" if path else str(part)
