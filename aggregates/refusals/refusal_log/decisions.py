"""Decisions on the refusal log: days are sealed when they are over, in their order, once."""

from aggregates.refusals.refusal_log.events import DaySealed
from aggregates.refusals.refusal_log.refusals import DayAlreadySealed, DayNotOver
from aggregates.refusals.refusal_log.state import RefusalLog
from ledger.aggregate import Decided
from ledger.stamp import Stamp


def seal(log: RefusalLog | None, sealed: DaySealed, stamp: Stamp) -> list[Decided]:
    """Fix the attempts of a day."""
    if sealed.on >= stamp.on:
        raise DayNotOver(on=sealed.on)
    if log is not None and sealed.on <= log.sealed_on:
        raise DayAlreadySealed(sealed_on=log.sealed_on)
    return [Decided(sealed)]
