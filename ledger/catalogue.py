"""Catalogue («каталог событий»): every event the ledger may contain, by its stored name."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, cast

import msgspec
from msgspec import inspect

from ledger.envelope import Metadata, canonical, envelope_type, lean_type
from ledger.event import INTEGER_LIMIT, Event

Upcast = Callable[[Any], Event]


class UnknownEvent(LookupError):  # noqa: N818 - names a state of affairs
    """A recorded event that this version of the program cannot read; the stream or book must stop, never skip it."""


class Lean(Protocol):
    """What a fold needs of an envelope."""

    stream: str
    version: int
    fields: Event


class Catalogue:
    """Encodes and decodes events by name, and lifts old versions to the present one on reading.

    Raises:
        TypeError: an event whose name is taken or malformed, or with a field that has no canonical form.

    """

    def __init__(self, events: Iterable[type[Event]], upcasts: Mapping[type[Event], Upcast] | None = None) -> None:
        self.events: dict[str, type[Event]] = {}
        for event in events:
            _check(event, taken=self.events)
            self.events[event.name] = event
        self.upcasts: Mapping[type[Event], Upcast] = upcasts or {}
        self._envelopes = {name: envelope_type(event) for name, event in self.events.items()}
        self._strict = {name: msgspec.json.Decoder(kind) for name, kind in self._envelopes.items()}
        lean = {name: lean_type(event) for name, event in self.events.items()}
        self._lean = {name: msgspec.json.Decoder(kind) for name, kind in lean.items()}
        self._page = msgspec.json.Decoder(list[_union(lean.values())])  # type: ignore[misc] # built at run time

    def encode(self, metadata: Metadata, event: Event) -> bytes:
        """Return the canonical bytes of *event* under *metadata*, checked by reading them back.

        Raises:
            NotCanonical: see `ledger.envelope.canonical`.
            msgspec.ValidationError: a field is outside its declared bounds.

        """
        kind: Callable[..., Metadata] = self._envelopes[event.name]
        envelope = kind(**{field: getattr(metadata, field) for field in Metadata.__struct_fields__}, fields=event)
        data = canonical(envelope)
        if self._strict[event.name].decode(data) != envelope:
            msg = f"{event.name} does not read back as it was written"
            raise TypeError(msg)
        return data

    def decode(self, name: str, data: bytes) -> Event:
        """Return the event inside an envelope's bytes, in its present version.

        Raises:
            UnknownEvent: the name is not catalogued or the bytes do not fit it.

        """
        decoder = self._lean.get(name)
        if decoder is None:
            raise UnknownEvent(name)
        try:
            event = cast("Lean", decoder.decode(data)).fields
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            msg = f"{name}: {error}"
            raise UnknownEvent(msg) from error
        return self.lift(event)

    def decode_page(self, page: bytes) -> list[Lean]:
        """Return the lean envelopes of a JSON array of envelopes; old versions are not lifted (see `lift`).

        Raises:
            UnknownEvent: an envelope of the page cannot be read.

        """
        try:
            return cast("list[Lean]", self._page.decode(page))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UnknownEvent(str(error)) from error

    def lift(self, event: Event) -> Event:
        """Return *event* in its present version."""
        while (upcast := self.upcasts.get(type(event))) is not None:
            event = upcast(event)
        return event

    def metadata(self, data: bytes) -> Metadata:
        """Return the metadata of an envelope's bytes.

        Raises:
            UnknownEvent: the bytes are no envelope of a catalogued event.

        """
        try:
            name = _name_of.decode(data).name
            return self._strict[name].decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, KeyError) as error:
            raise UnknownEvent(str(error)) from error


class _Named(msgspec.Struct):
    name: str


_NAME = re.compile(r"[a-z][a-z-]*\.[a-z][a-z-]*\.v[1-9][0-9]*")
_name_of = msgspec.json.Decoder(_Named)


def _union(kinds: Iterable[type]) -> Any:
    first, *rest = kinds
    union: Any = first
    for kind in rest:
        union = union | kind
    return union


def _check(event: type[Event], taken: Mapping[str, type[Event]]) -> None:
    name = event.__dict__.get("name", "")
    if not _NAME.fullmatch(name):
        msg = f"{event.__qualname__} needs a name of its own like «lesson.mark-recorded.v1»"
        raise TypeError(msg)
    if name in taken:
        msg = f"two events are named {name}"
        raise TypeError(msg)
    for field in inspect.type_info(event).fields:  # type: ignore[attr-defined] # a struct has fields
        _check_type(field.type, f"{name}: {field.encode_name}")


_PLAIN = (inspect.BoolType, inspect.NoneType, inspect.DateType, inspect.EnumType, inspect.LiteralType)


def _check_type(kind: inspect.Type, place: str) -> None:
    """Refuse what has no canonical form (floats, dictionaries, anything) and what has no bound."""
    match kind:
        case inspect.IntType():
            if kind.ge is None or kind.le is None or kind.ge < -INTEGER_LIMIT or kind.le > INTEGER_LIMIT:
                msg = f"{place}: an integer needs bounds within ±(2^53 - 1)"
                raise TypeError(msg)
        case inspect.StrType(max_length=None, pattern=None):
            msg = f"{place}: a string needs a length or a pattern"
            raise TypeError(msg)
        case inspect.VarTupleType() | inspect.TupleType() | inspect.UnionType() | inspect.StructType():
            for part in _parts(kind):
                _check_type(part, place)
        case inspect.StrType():
            pass
        case _ if isinstance(kind, _PLAIN):
            pass
        case _:
            msg = f"{place}: {type(kind).__name__} has no canonical form"
            raise TypeError(msg)


def _parts(
    kind: inspect.VarTupleType | inspect.TupleType | inspect.UnionType | inspect.StructType,
) -> Iterable[inspect.Type]:
    match kind:
        case inspect.VarTupleType():
            return (kind.item_type,)
        case inspect.TupleType():
            return kind.item_types
        case inspect.UnionType():
            return kind.types
        case inspect.StructType():
            return tuple(field.type for field in kind.fields)
