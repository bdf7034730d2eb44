"""Hand a school year to the archive («передать учебный год в архив»)."""

from aggregates.journal.school_year.decisions import archive
from aggregates.journal.school_year.state import SCHOOL_YEAR
from aggregates.rights import Permission
from commands.command import Command, Id
from commands.document import Order
from commands.journal import schoolroom
from commands.work import Work


class ArchiveSchoolYear(Command):
    """Close the year for every entry, for good («передать учебный год в архив», JRN-097)."""

    school_year: Id
    order: Order


def handle(command: ArchiveSchoolYear, work: Work) -> None:
    """Recall, decide, record."""
    year = schoolroom.recall_year(work, command.school_year)
    stamp = schoolroom.year_stamp(work, year, Permission.ARCHIVE_SCHOOL_YEAR)
    work.record(SCHOOL_YEAR, command.school_year, archive(year, command.order.recorded(), stamp.on), stamp)
