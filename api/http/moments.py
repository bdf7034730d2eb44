"""Moments («на какой момент»): as of a position, an instant, or the end of a day where the institution's clocks are."""

from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Query

from api.http.refusals import BadFormat, OutOfRange
from ledger.history import History

AsOf = Annotated[
    str | None,
    Query(
        max_length=40,
        description="На какой момент: позиция, время с часовым поясом или день (до его конца по местному времени).",
        examples=["120458", "2026-10-05", "2026-10-05T18:00:00+05:00"],
    ),
]
_ONE_DAY = timedelta(days=1)
_DATE_LENGTH = len("2026-10-05")


def position_of(history: History, as_of: str, zone: str) -> int:
    """Return the position that *as_of* stands for.

    Raises:
        BadFormat, OutOfRange: it is no moment, or the ledger has not come so far.

    """
    if as_of.isascii() and as_of.isdigit():
        position, head = int(as_of), history.head()
        if position > head:
            raise OutOfRange(field="as_of", limit=f"<= {head}")
        return position
    return history.position_at(_instant(as_of, zone))


def _instant(as_of: str, zone: str) -> datetime:
    """Return the moment; the plus of a zone's offset arrives as a blank if it was not escaped."""
    try:
        if len(as_of) == _DATE_LENGTH:
            next_day = date.fromisoformat(as_of) + _ONE_DAY
            return datetime.combine(next_day, time(), ZoneInfo(zone)) - timedelta(microseconds=1)
        moment = datetime.fromisoformat(as_of.replace(" ", "+"))
    except (ValueError, OverflowError):
        raise BadFormat(field="as_of") from None
    if moment.tzinfo is None:
        raise BadFormat(field="as_of")
    return moment
