"""Moments («на какой момент»): as of a position, an instant, or the end of a day where the institution's clocks are."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, NamedTuple

from fastapi import Query

from api.http.refusals import BadFormat, OutOfRange
from ledger import zones
from ledger.history import History

AsOf = Annotated[
    str | None,
    Query(
        max_length=40,
        description="На какой момент: позиция, время с часовым поясом или день (до его конца по местному времени).",
        examples=["120458", "2026-10-05", "2026-10-05T18:00:00+05:00"],
    ),
]
_DIGITS_MAX = 19
"""As many as a position can have; more of them name none that exists either."""
_ONE_DAY = timedelta(days=1)
_DATE_LENGTH = len("2026-10-05")


class Point(NamedTuple):
    """A moment («момент»): what was recorded up to *position*, and what the clock said then."""

    position: int
    at: datetime


def point_of(history: History, as_of: str, zone: str, now: datetime, *, field: str = "as_of") -> Point:
    """Return the point that *as_of*, told in *field*, stands for; *now* is what the tenant's clock says.

    Raises:
        BadFormat, OutOfRange: it is no moment, or neither the ledger nor the clock has come so far.

    """
    if as_of.isascii() and as_of.isdigit():
        position, head = int(as_of[:_DIGITS_MAX]), history.head()
        if not 1 <= position <= head:
            raise OutOfRange(field=field, limit=f"1-{head}")
        return Point(position, history.read(after=position - 1, limit=1)[0].recorded_at)
    moment = _instant(as_of, zone)
    if moment is None:
        raise BadFormat(field=field)
    begins = datetime.combine(moment, time(), moment.tzinfo) if len(as_of) == _DATE_LENGTH else moment
    if begins > now and history.position_at(begins) == history.head():
        raise OutOfRange(field=field, limit=f"<= {now.astimezone(zones.zone(zone)):%Y-%m-%dT%H:%M:%S%z}")
    return Point(history.position_at(moment), moment)


def _instant(as_of: str, zone: str) -> datetime | None:
    """Return the moment, if it is one; the plus of a zone's offset arrives as a blank if it was not escaped."""
    try:
        if len(as_of) == _DATE_LENGTH:
            next_day = date.fromisoformat(as_of) + _ONE_DAY
            return datetime.combine(next_day, time(), zones.zone(zone)) - timedelta(microseconds=1)
        moment = datetime.fromisoformat(as_of.replace(" ", "+"))
    except (ValueError, OverflowError):
        return None
    return None if moment.tzinfo is None else moment
