"""Open a school year («открыть учебный год»)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from aggregates.journal.school_year import events
from aggregates.journal.school_year.decisions import open_year
from aggregates.journal.school_year.state import SCHOOL_YEAR
from aggregates.rights import Permission, role_for
from commands.command import Command, Id, Line, Part, Zone
from commands.journal.fields import Day, PeriodCode, SubjectCode
from commands.journal.regulation import Regulation
from commands.work import Work


class Period(Part):
    """A teaching period («учебный период»), both days included."""

    code: PeriodCode
    kind: events.PeriodKind
    starts_on: Day
    ends_on: Day


class Subject(Part):
    """A subject taught in the year («учебный предмет»)."""

    code: SubjectCode
    title: Line


class OpenSchoolYear(Command):
    """Begin a school year with its calendar and regulation («открыть учебный год», JRN-036, JRN-037, JRN-100).

    `days_off` are the days between first and last without lessons beyond the weekly rest; `calendar_source` tells
    what they were resolved from. Limits other than the usual ones need the right to adopt a regulation, and no two
    years of an institution share a month.
    """

    school_year: Id
    institution: Id
    institution_title: Line
    title: Line
    starts_on: Day
    ends_on: Day
    zone: Zone
    week_days: Literal[5, 6]
    periods: Annotated[tuple[Period, ...], Field(min_length=1, max_length=20)]
    subjects: Annotated[tuple[Subject, ...], Field(min_length=1, max_length=100)]
    days_off: Annotated[tuple[Day, ...], Field(max_length=366)]
    calendar_source: Line
    regulation: Regulation

    def opened(self) -> events.SchoolYearOpened:
        """Return the event of opening the year."""
        return events.SchoolYearOpened(
            institution=self.institution,
            institution_title=self.institution_title,
            title=self.title,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            zone=self.zone,
            week_days=self.week_days,
            periods=tuple(events.Period(one.code, one.kind, one.starts_on, one.ends_on) for one in self.periods),
            subjects=tuple(events.Subject(one.code, one.title) for one in self.subjects),
            days_off=tuple(sorted(set(self.days_off))),
            calendar_source=self.calendar_source,
        )


def handle(command: OpenSchoolYear, work: Work) -> None:
    """Recall, decide, record."""
    year = work.recall(SCHOOL_YEAR, command.school_year)
    role = role_for(work.caller, Permission.OPEN_SCHOOL_YEAR, command.institution)
    terms = command.regulation.terms()
    adopts = role if terms.are_usual else role_for(work.caller, Permission.ADOPT_REGULATION, command.institution)
    opened, adopted = open_year(year, command.opened(), terms)
    work.claim("school-year", f"{command.institution}/{command.title}", command.school_year)
    for month in _months(command.starts_on, command.ends_on):
        work.claim("school-year-month", f"{command.institution}/{month}", command.school_year)
    work.record(SCHOOL_YEAR, command.school_year, [opened], work.caller.stamp(role, command.zone))
    work.record(SCHOOL_YEAR, command.school_year, [adopted], work.caller.stamp(adopts, command.zone))


def _months(starts_on: date, ends_on: date) -> Iterator[str]:
    """Yield the months of a year: years that share a day share a month."""
    for month in range(starts_on.year * 12 + starts_on.month - 1, ends_on.year * 12 + ends_on.month):
        yield f"{month // 12}-{month % 12 + 1:02}"
