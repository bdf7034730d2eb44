"""Act («запись журнала событий»): a recorded event as books see it, with who, when and under which rule."""

from collections.abc import Container, Iterable, Sequence
from datetime import date
from typing import Any, Protocol, cast

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


class PlacedLeaf(Protocol):
    """What decoding needs of an entry."""

    @property
    def position(self) -> int: ...  # noqa: D102 - see `ledger.history.Entry`
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def data(self) -> bytes: ...  # noqa: D102


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
        kinds = {name: _act_type(event) for name, event in catalogue.events.items()}
        self._one = {name: msgspec.json.Decoder(kind) for name, kind in kinds.items()}
        self._page = msgspec.json.Decoder(list[_union(kinds.values())])  # type: ignore[misc] # built at run time
        self.unwanted = frozenset(
            name for name, event in catalogue.events.items() if event not in wanted and event not in catalogue.upcasts
        )
        """Stored names of events that are known and left out."""

    def read(self, entries: Iterable[Entry]) -> list[Act]:
        """Return the acts among *entries*, in their present versions.

        Raises:
            Unreadable: one of them is not in the catalogue or does not fit it.

        """
        return self.decode([entry for entry in entries if entry.name not in self.unwanted])

    def decode(self, leaves: Sequence[PlacedLeaf]) -> list[Act]:
        """Return the acts of *leaves*, none of which is left out; see `read`."""
        try:
            acts = cast("list[Act]", self._page.decode(b"[" + b",".join([leaf.data for leaf in leaves]) + b"]"))
        except msgspec.MsgspecError:
            return self._decode_singly(leaves)
        if len(acts) != len(leaves):
            return self._decode_singly(leaves)
        for act, leaf in zip(acts, leaves, strict=True):
            act.position = leaf.position
        return self._lifted(acts)

    def _decode_singly(self, leaves: Iterable[PlacedLeaf]) -> list[Act]:
        acts: list[Act] = []
        for leaf in leaves:
            try:
                act = self._one[leaf.name].decode(leaf.data)
            except (KeyError, msgspec.MsgspecError) as error:
                words = f"{leaf.name}: {error}" if leaf.name in self._one else f"{leaf.name} is not catalogued"
                raise Unreadable(leaf.position, words, self._lifted(acts)) from error
            act.position = leaf.position
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
        [("event", event, msgspec.field(name="fields"))],
        bases=(Act,),
        tag_field="name",
        tag=event.name,
        kw_only=True,
        gc=False,
    )
    return cast("type[Act]", kind)


def _union(kinds: Iterable[type[Act]]) -> Any:
    first, *rest = kinds
    union: Any = first
    for kind in rest:
        union = union | kind
    return union
