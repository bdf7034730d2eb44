"""State of the refusal log («журнал отказов»): the last day that is sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from aggregates.refusals.refusal_log.events import RefusalLogEvent
from ledger.aggregate import Aggregate


@dataclass(frozen=True, slots=True)
class RefusalLog:
    """The refusal log as its events left it."""

    sealed_on: date


def fold(log: RefusalLog | None, events: Iterable[tuple[int, RefusalLogEvent]]) -> RefusalLog | None:
    """Return the log after *events*."""
    for _, sealed in events:
        log = RefusalLog(sealed.on)
    return log


REFUSAL_LOG = Aggregate("refusals", fold)
