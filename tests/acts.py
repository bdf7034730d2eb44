"""Acts for tests of the ground: notes in streams, with no school about them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import ClassVar
from uuid import uuid4

from ledger.catalogue import Catalogue
from ledger.envelope import Metadata
from ledger.event import Event, Identifier, Text
from ledger.history import Append, Claim, Leaf
from ledger.sealing import Category
from ledger.stamp import instant

NOON = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


class NoteTaken(Event, frozen=True):
    name: ClassVar[str] = "note.taken.v1"

    text: Text


class KeyDestroyed(Event, frozen=True):
    name: ClassVar[str] = "person.key-destroyed.v1"

    category: Category
    key: Identifier


CATALOGUE = Catalogue([NoteTaken, KeyDestroyed])


def metadata(stream: str, version: int, command: str, at: datetime = NOON) -> Metadata:
    return Metadata(
        stream=stream,
        version=version,
        recorded_at=instant(at),
        recorded_on=date(2026, 10, 1),
        actor="teacher-1",
        role="teacher",
        command=command,
        cause=None,
        permission=None,
        rule=None,
    )


def leaf(stream: str, version: int, command: str, event: Event, at: datetime = NOON) -> Leaf:
    return Leaf(stream, version, event.name, CATALOGUE.encode(metadata(stream, version, command, at), event))


def notes(
    stream: str,
    after: int,
    *texts: str,
    at: datetime = NOON,
    command: str | None = None,
    reads: Mapping[str, int] | None = None,
    claims: Sequence[Claim] = (),
) -> Append:
    """Return one command that takes notes in a stream which is at version *after*."""
    command = command or str(uuid4())
    leaves = [
        leaf(stream, version, command, NoteTaken(text), at) for version, text in enumerate(texts, start=after + 1)
    ]
    digest = "/".join(texts).encode()
    return Append(command, digest, at, leaves, {stream: after, **(reads or {})}, claims=claims)
