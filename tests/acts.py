"""Acts for tests of the ground: notes in streams; what they are about does not matter there."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from uuid import uuid4

from aggregates.catalogue import CATALOGUE
from aggregates.journal.lesson.events import TopicRecorded
from ledger.envelope import Metadata
from ledger.event import Event
from ledger.history import Append, Claim, Leaf
from ledger.stamp import instant

NOON = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


def note(text: str) -> Event:
    return TopicRecorded(text, late=False)


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
    leaves = [leaf(stream, version, command, note(text), at) for version, text in enumerate(texts, start=after + 1)]
    digest = "/".join(texts).encode()
    return Append(command, digest, at, leaves, {stream: after, **(reads or {})}, claims=claims)
