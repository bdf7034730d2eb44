"""Act («запись журнала событий»): a recorded event as books see it, with who, when and under which rule."""

from collections.abc import Container, Iterable, Sequence
from datetime import date
from typing import Any, cast

import msgspec

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

    def __init__(self, position: int, words: str, read: list[Act]) -> None:
        super().__init__(f"{position}: {words}")
        self.position = position
        self.words = words
        self.read = read


class Reader:
    """Turns entries into acts, a whole batch in one go, and leaves out the events that nobody asks for."""

    def __init__(self, catalogue: Catalogue, wanted: Container[type[Event]]) -> None:
        self._catalogue = catalogue
        kinds = {name: _act_type(event) for name, event in catalogue.events.items()}
        self._one = {name: msgspec.json.Decoder(kind) for name, kind in kinds.items()}
        self._page = msgspec.json.Decoder(list[_union(kinds.values())])  # type: ignore[misc] # built at run time
        self._unwanted = {
            name for name, event in catalogue.events.items() if event not in wanted and event not in catalogue.upcasts
        }

    def names(self) -> list[str]:
        """Return the stored names of all events that are not left out."""
        return [name for name in self._one if name not in self._unwanted]

    def read(self, entries: Sequence[Entry]) -> list[Act]:
        """Return the acts among *entries*, in their present versions.

        Raises:
            Unreadable: one of them is not in the catalogue or does not fit it.

        """
        asked = [entry for entry in entries if entry.name not in self._unwanted]
        try:
            acts = cast("list[Act]", self._page.decode(b"[" + b",".join([entry.data for entry in asked]) + b"]"))
        except msgspec.MsgspecError:
            return self._read_singly(asked)
        if len(acts) != len(asked):
            return self._read_singly(asked)
        for act, entry in zip(acts, asked, strict=True):
            act.position = entry.position
        return self._lifted(acts)

    def _read_singly(self, entries: Iterable[Entry]) -> list[Act]:
        acts: list[Act] = []
        for entry in entries:
            try:
                act = self._one[entry.name].decode(entry.data)
            except (KeyError, msgspec.MsgspecError) as error:
                words = f"{entry.name}: {error}" if entry.name in self._one else f"{entry.name} is not catalogued"
                raise Unreadable(entry.position, words, self._lifted(acts)) from error
            act.position = entry.position
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
