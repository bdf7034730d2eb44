"""Act («запись журнала событий»): a recorded event as books see it, with who, when and under which rule."""

from collections.abc import Container, Iterable, Sequence
from datetime import date
from types import UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin, get_type_hints

import msgspec
from typing_extensions import override

from ledger.catalogue import Catalogue
from ledger.envelope import Rule
from ledger.event import Event
from ledger.history import Entry


class Act(msgspec.Struct, kw_only=True, gc=False):
    """What a book may know of an event; `recorded_at` stays the text it is («2026-10-01T09:00:00.000000Z»)."""

    stream: str
    version: int
    recorded_at: str
    recorded_on: date
    actor: str
    role: str
    permission: str | None
    rule: Rule | None
    position: int = 0
    event: Event = msgspec.field(name="fields")


class Unreadable(Exception):  # noqa: N818 - names a state of affairs
    """An entry that this version of the program cannot read; `read` are the acts before it."""

    def __init__(self, position: int, words: str, read: Sequence[Act] = ()) -> None:
        super().__init__(position, words)
        self.position = position
        self.words = words
        self.read = read

    @override
    def __str__(self) -> str:
        return f"{self.position}: {self.words}"


class Reader:
    """Turns entries into acts, a whole batch in one go, and leaves out the events that nobody asks for."""

    def __init__(self, catalogue: Catalogue, wanted: Container[type[Event]]) -> None:
        self._catalogue = catalogue
        kind: Any = Union[tuple(map(_act_type, catalogue.events.values()))]  # noqa: UP007 - made at run time
        self._one: msgspec.json.Decoder[Act] = msgspec.json.Decoder(kind)
        self._page: msgspec.json.Decoder[list[Act]] = msgspec.json.Decoder(list[kind])
        self.unwanted = frozenset(
            name for name, event in catalogue.events.items() if event not in wanted and event not in catalogue.upcasts
        )
        """Stored names of events that are known and left out."""

    def read(self, entries: Iterable[Entry]) -> list[Act]:
        """Return the acts among *entries*, in their present versions.

        Raises:
            Unreadable: one of them is not in the catalogue or does not fit it.

        """
        asked = [entry for entry in entries if entry.name not in self.unwanted]
        return self.decode([entry.position for entry in asked], [entry.data for entry in asked])

    def decode(self, positions: Sequence[int], contents: Sequence[bytes]) -> list[Act]:
        """Return the acts of events, given column by column, none of which is left out; see `read`."""
        try:
            acts = self._page.decode(b"[" + b",".join(contents) + b"]")
        except msgspec.MsgspecError:
            acts = []
        if len(acts) != len(contents):
            return self._decode_singly(positions, contents)
        for act, position in zip(acts, positions, strict=True):
            act.position = position
        return self._lifted(acts)

    def _decode_singly(self, positions: Sequence[int], contents: Sequence[bytes]) -> list[Act]:
        acts: list[Act] = []
        for position, data in zip(positions, contents, strict=True):
            try:
                act = self._one.decode(data)
            except msgspec.MsgspecError as error:
                raise Unreadable(position, f"{_name_in(data)}: {error}", self._lifted(acts)) from error
            act.position = position
            acts.append(act)
        return self._lifted(acts)

    def _lifted(self, acts: list[Act]) -> list[Act]:
        if self._catalogue.upcasts:
            for act in acts:
                act.event = self._catalogue.lift(act.event)
        return acts


def _act_type(event: type[Event]) -> type[Act]:
    kind = msgspec.defstruct(
        f"{event.__name__}Act",
        [("event", _bare(event), msgspec.field(name="fields"))],
        bases=(Act,),
        tag_field="name",
        tag=event.name,
        kw_only=True,
        gc=False,
    )
    return cast("type[Act]", kind)


def _bare(event: type[Event]) -> type[Event]:
    """Return a subclass that is read twice as fast: its types are checked, the bounds of its texts are not.

    They were checked when the event was written, and no book depends on them.
    """
    fields = [(name, _without_bounds(kind)) for name, kind in get_type_hints(event, include_extras=True).items()]
    kept = [(name, kind) for name, kind in fields if name in event.__struct_fields__]
    return cast("type[Event]", msgspec.defstruct(event.__name__, kept, bases=(event,), frozen=True))


def _without_bounds(kind: Any) -> Any:
    if get_origin(kind) is Annotated:
        return get_args(kind)[0]
    if get_origin(kind) in {Union, UnionType}:
        return Union[tuple(map(_without_bounds, get_args(kind)))]  # noqa: UP007 - made at run time
    return kind


class _Named(msgspec.Struct):
    name: str


def _name_in(data: bytes) -> str:
    """Return the name that bytes give themselves, as far as they do."""
    try:
        return msgspec.json.decode(data, type=_Named).name
    except msgspec.MsgspecError:
        return "no envelope"
