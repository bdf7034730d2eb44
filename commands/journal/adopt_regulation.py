"""Adopt a new version of the regulation («принять новую редакцию положения о журнале»)."""

from aggregates.journal.school_year import calendar
from aggregates.journal.school_year.decisions import adopt_regulation
from aggregates.journal.school_year.state import SCHOOL_YEAR
from aggregates.rights import Permission
from commands.command import Command, Id
from commands.journal import schoolroom
from commands.journal.fields import Day
from commands.journal.regulation import Regulation
from commands.work import Work


class AdoptRegulation(Command):
    """Change the limits for lessons from a future day on («принять редакцию положения», JRN-100)."""

    school_year: Id
    applies_from: Day
    regulation: Regulation


def handle(command: AdoptRegulation, work: Work) -> None:
    """Recall, decide, record."""
    year = schoolroom.recall_year(work, command.school_year)
    stamp = schoolroom.year_stamp(work, year, Permission.ADOPT_REGULATION)
    calendar.require_day(year, command.applies_from)
    decided = adopt_regulation(year, command.regulation.terms(), command.applies_from, stamp.on)
    work.record(SCHOOL_YEAR, command.school_year, decided, stamp)
