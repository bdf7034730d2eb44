"""Refusals of the refusal log («отказы журнала отказов»)."""

from ledger.refusal import Refusal


class DayAlreadySealed(Refusal):
    """The days up to this one are fixed («день уже запечатан»)."""

    code = "refusal-log.day-already-sealed"
    requirement = "XCT-020"
    message = "Журнал отказов запечатан по {sealed_on:%d.%m.%Y} включительно."


class DayNotOver(Refusal):
    """More attempts may come («день не закончился»)."""

    code = "refusal-log.day-not-over"
    requirement = "XCT-020"
    message = "День {on:%d.%m.%Y} ещё не закончился."
