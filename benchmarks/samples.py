"""Samples: a lesson's marks as they are really kept."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from uuid_utils import uuid7

from aggregates.catalogue import CATALOGUE
from aggregates.journal.lesson.events import MarkRecorded
from aggregates.journal.symbols import Mark
from ledger.envelope import Metadata, Rule
from ledger.history import Leaf

LESSON = 30
"""Marks of one lesson."""
RULE = Rule("JRN-090", 1, "2026-12-04")
ACTOR = "0198c0de-0000-7000-8000-000000000001"
MARKS = (Mark.THREE, Mark.FOUR, Mark.FIVE)


def identifier() -> str:
    """Return an id as the program makes them."""
    return str(uuid7())


def marks(stream: str, version: int, count: int, command: str, recorded_at: str) -> list[Leaf]:
    """Return *count* marks of a lesson after *version*, encoded."""
    return [_leaf(stream, version + number, command, recorded_at) for number in range(1, count + 1)]


def _leaf(stream: str, version: int, command: str, recorded_at: str) -> Leaf:
    event = MarkRecorded(pupil=str(UUID(int=version * 7919)), column=1, mark=MARKS[version % 3])
    metadata = Metadata(
        stream=stream,
        version=version,
        recorded_at=recorded_at,
        recorded_on=date(2026, 11, 20),
        actor=ACTOR,
        role="teacher",
        command=command,
        cause=None,
        permission=None,
        rule=RULE,
    )
    return Leaf(stream, version, event.name, CATALOGUE.encode(metadata, event))


def lessons() -> Iterator[tuple[str, Sequence[Leaf]]]:
    """Yield the commands of lessons without end, each its id and its 30 marks."""
    while True:
        command = identifier()
        yield command, marks(f"lesson-{identifier()}", 0, LESSON, command, "2026-11-20T08:15:00.000000Z")
