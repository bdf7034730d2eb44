"""Calendar («календарь»): days without lessons, resolved once from public holidays and the breaks between periods.

The answer is recorded with the school year, so that neither a later decree nor a later version of the library moves a
day that has passed (CON-03).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from importlib.metadata import version
from typing import NamedTuple

import holidays


class Span(NamedTuple):
    """Days from one to another, both included."""

    starts_on: date
    ends_on: date

    def days(self) -> Iterable[date]:
        """Yield every day of the span."""
        for number in range((self.ends_on - self.starts_on).days + 1):
            yield self.starts_on + timedelta(days=number)


class Calendar(NamedTuple):
    """Days without lessons beyond the weekly rest, and what they were resolved from."""

    days_off: tuple[date, ...]
    source: str


def resolve(year: Span, periods: Iterable[Span], *, country: str, week_days: int) -> Calendar:
    """Return the days of *year* without lessons: public holidays of *country*, and days outside every period."""
    public = holidays.country_holidays(country, years=range(year.starts_on.year, year.ends_on.year + 1))
    taught = {day for period in periods for day in period.days()}
    days_off = tuple(
        day for day in year.days() if day.isoweekday() <= week_days and (day in public or day not in taught)
    )
    return Calendar(days_off, f"holidays {version('holidays')}, {country}; каникулы между учебными периодами")
