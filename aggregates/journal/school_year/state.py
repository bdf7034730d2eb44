"""State of a school year: its calendar, the regulations in force, whether it is archived."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from aggregates.journal.school_year.events import (
    Period,
    RegulationAdopted,
    SchoolYearArchived,
    SchoolYearEvent,
    SchoolYearOpened,
)
from ledger.aggregate import Aggregate


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A school year as its events left it."""

    institution: str
    title: str
    zone: str
    starts_on: date
    ends_on: date
    week_days: int
    periods: Mapping[str, Period]
    subjects: frozenset[str]
    days_off: frozenset[date]
    regulations: tuple[RegulationAdopted, ...] = ()
    is_archived: bool = False

    def regulation_on(self, on: date) -> RegulationAdopted:
        """Return the regulation for lessons of that day: the last adopted that applies (JRN-100)."""
        return next(one for one in reversed(self.regulations) if one.applies_from <= on)

    def has_lessons_on(self, on: date) -> bool:
        """Tell whether lessons may be held that day of the year (JRN-035)."""
        return on.isoweekday() <= self.week_days and on not in self.days_off


def fold(year: SchoolYear | None, events: Iterable[tuple[int, SchoolYearEvent]]) -> SchoolYear | None:
    """Return the school year after *events*."""
    for _, event in events:
        match event:
            case SchoolYearOpened():
                year = _opened(event)
            case RegulationAdopted():
                assert year is not None, "a stream begins with the year being opened"
                year = replace(year, regulations=(*year.regulations, event))
            case SchoolYearArchived():
                assert year is not None, "a stream begins with the year being opened"
                year = replace(year, is_archived=True)
            case _:
                assert_never(event)
    return year


def _opened(event: SchoolYearOpened) -> SchoolYear:
    return SchoolYear(
        event.institution,
        event.title,
        event.zone,
        event.starts_on,
        event.ends_on,
        event.week_days,
        {period.code: period for period in event.periods},
        frozenset(subject.code for subject in event.subjects),
        frozenset(event.days_off),
    )


SCHOOL_YEAR = Aggregate("year", fold)
