"""What the school year asks of others: that it is not archived, that a day, a period and a subject are its own."""

from datetime import date

from aggregates.journal.school_year.refusals import (
    Archived,
    NoLessonsThatDay,
    OutsidePeriod,
    OutsideYear,
    PeriodUnknown,
    SubjectUnknown,
    YearUnknown,
)
from aggregates.journal.school_year.state import SchoolYear


def known(year: SchoolYear | None, identifier: str) -> SchoolYear:
    """Return the school year.

    Raises:
        YearUnknown: no year was opened under this id.

    """
    if year is None:
        raise YearUnknown(school_year=identifier)
    return year


def require_current(year: SchoolYear) -> None:
    """Refuse every act in an archived year (JRN-097)."""
    if year.is_archived:
        raise Archived(title=year.title)


def require_day(year: SchoolYear, on: date) -> None:
    """Refuse a day outside the year."""
    if not year.starts_on <= on <= year.ends_on:
        raise OutsideYear(on=on, title=year.title, starts_on=year.starts_on, ends_on=year.ends_on)


def require_subject(year: SchoolYear, subject: str) -> None:
    """Refuse a subject that is not taught in the year (JRN-037)."""
    if subject not in year.subjects:
        raise SubjectUnknown(subject=subject, title=year.title)


def require_lesson_day(year: SchoolYear, period: str, on: date) -> None:
    """Refuse a day without lessons or outside the period (JRN-035, JRN-081)."""
    require_day(year, on)
    if not year.has_lessons_on(on):
        raise NoLessonsThatDay(on=on)
    term = year.periods.get(period)
    if term is None:
        raise PeriodUnknown(period=period, title=year.title)
    if not term.starts_on <= on <= term.ends_on:
        raise OutsidePeriod(on=on, period=period, starts_on=term.starts_on, ends_on=term.ends_on)
