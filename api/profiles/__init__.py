"""Profiles («профили»): regulations and calendars that ship with the program, ready to be adopted (XCT-025)."""

import tomllib
from importlib import resources
from typing import Annotated, Literal

from pydantic import Field

from api.calendar import Calendar, Span, resolve
from commands.command import Line, Part, Zone
from commands.journal.fields import Day, Grade, SubjectCode
from commands.journal.open_school_year import OpenSchoolYear, Period, Subject
from commands.journal.regulation import Regulation


class TaughtSubject(Part):
    """A subject and the grades, first to last, in which it is usually taught."""

    code: SubjectCode
    title: Line
    grades: tuple[Grade, Grade]


class Year(Part):
    """The dates of a school year."""

    title: Line
    starts_on: Day
    ends_on: Day
    periods: tuple[Period, ...]


class Profile(Part):
    """A school with its regulation and the dates of a year."""

    institution_title: Line
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    zone: Zone
    week_days: Literal[5, 6]
    regulation: Regulation
    year: Year
    subjects: tuple[TaughtSubject, ...]

    def calendar(self) -> Calendar:
        """Return the year's days without lessons, resolved now."""
        periods = [Span(period.starts_on, period.ends_on) for period in self.year.periods]
        span = Span(self.year.starts_on, self.year.ends_on)
        return resolve(span, periods, country=self.country, week_days=self.week_days)

    def opening(self, *, school_year: str, institution: str) -> OpenSchoolYear:
        """Return the command that opens the year at *institution*."""
        calendar = self.calendar()
        return OpenSchoolYear(
            school_year=school_year,
            institution=institution,
            institution_title=self.institution_title,
            title=self.year.title,
            starts_on=self.year.starts_on,
            ends_on=self.year.ends_on,
            zone=self.zone,
            week_days=self.week_days,
            periods=self.year.periods,
            subjects=tuple(Subject(code=subject.code, title=subject.title) for subject in self.subjects),
            days_off=calendar.days_off,
            calendar_source=calendar.source,
            regulation=self.regulation,
        )


def load(name: str) -> Profile:
    """Return the profile of that name.

    Raises:
        FileNotFoundError: none ships under it.

    """
    text = resources.files("api.profiles").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return Profile.model_validate(tomllib.loads(text))
