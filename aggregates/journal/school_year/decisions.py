"""Decisions on a school year: opening it with its calendar, its regulation, its archive."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from aggregates.journal.school_year.events import (
    Period,
    RegulationAdopted,
    SchoolYearArchived,
    SchoolYearOpened,
    SymbolMeaning,
)
from aggregates.journal.school_year.refusals import (
    AlreadyOpened,
    CodeRepeated,
    DatesDisordered,
    NotOver,
    OutsideYear,
    PeriodOutsideYear,
    PeriodsOverlap,
    RegulationReachesBack,
    SymbolsIncomplete,
)
from aggregates.journal.school_year.state import SchoolYear
from aggregates.journal.symbols import SYMBOLS
from ledger.aggregate import Decided
from ledger.document import Order

YEAR_DAYS_MAX = 366
EDIT_DAYS, FINAL_EDIT_DAYS, AHEAD_DAYS = 14, 7, 14
"""The limits of JRN-090, JRN-082 and JRN-093, unless a regulation says otherwise."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a version of the regulation says («содержание положения»): limits in calendar days, meanings of symbols."""

    title: str
    order: Order | None
    edit_days: int
    final_edit_days: int
    ahead_days: int
    symbols: tuple[SymbolMeaning, ...]

    @property
    def are_usual(self) -> bool:
        """Whether the limits are those that hold without a decision of the head."""
        return (self.edit_days, self.final_edit_days, self.ahead_days) == (EDIT_DAYS, FINAL_EDIT_DAYS, AHEAD_DAYS)

    def adopted(self, version: int, applies_from: date) -> RegulationAdopted:
        """Return the event of adopting these terms.

        Raises:
            SymbolsIncomplete: a symbol of the journal is not explained, or twice (JRN-052).

        """
        if sorted(meaning.symbol for meaning in self.symbols) != sorted(SYMBOLS):
            raise SymbolsIncomplete(allowed=" ".join(SYMBOLS))
        return RegulationAdopted(
            version=version,
            title=self.title,
            order=self.order,
            applies_from=applies_from,
            edit_days=self.edit_days,
            final_edit_days=self.final_edit_days,
            ahead_days=self.ahead_days,
            symbols=self.symbols,
        )


def open_year(year: SchoolYear | None, opened: SchoolYearOpened, terms: Terms) -> list[Decided]:
    """Open a school year under its first regulation, which governs it from the first day."""
    if year is not None:
        raise AlreadyOpened(title=year.title)
    _require_year(opened)
    _require_distinct(period.code for period in opened.periods)
    _require_distinct(subject.code for subject in opened.subjects)
    for period in opened.periods:
        _require_inside(period, opened)
    for earlier, later in combinations(sorted(opened.periods, key=lambda period: period.starts_on), 2):
        if earlier.kind == later.kind and later.starts_on <= earlier.ends_on:
            raise PeriodsOverlap(earlier=earlier.code, later=later.code)
    for on in opened.days_off:
        if not opened.starts_on <= on <= opened.ends_on:
            raise OutsideYear(on=on, title=opened.title, starts_on=opened.starts_on, ends_on=opened.ends_on)
    return [Decided(opened), Decided(terms.adopted(1, opened.starts_on))]


def adopt_regulation(year: SchoolYear, terms: Terms, applies_from: date, today: date) -> list[Decided]:
    """Adopt the next version of the regulation for lessons still to come (JRN-100): the past is never reopened."""
    if applies_from <= today:
        raise RegulationReachesBack(applies_from=applies_from, earliest=today + timedelta(days=1))
    return [Decided(terms.adopted(len(year.regulations) + 1, applies_from))]


def archive(year: SchoolYear, order: Order, today: date) -> list[Decided]:
    """Close the year for every entry, after its last day (JRN-097)."""
    if today <= year.ends_on:
        raise NotOver(title=year.title, ends_on=year.ends_on)
    return [Decided(SchoolYearArchived(order=order))]


def _require_year(opened: SchoolYearOpened) -> None:
    days = (opened.ends_on - opened.starts_on).days + 1
    if not 1 <= days <= YEAR_DAYS_MAX:
        raise DatesDisordered(what=opened.title, starts_on=opened.starts_on, ends_on=opened.ends_on)


def _require_inside(period: Period, opened: SchoolYearOpened) -> None:
    if period.starts_on > period.ends_on:
        raise DatesDisordered(what=period.code, starts_on=period.starts_on, ends_on=period.ends_on)
    if period.starts_on < opened.starts_on or period.ends_on > opened.ends_on:
        raise PeriodOutsideYear(period=period.code, starts_on=opened.starts_on, ends_on=opened.ends_on)


def _require_distinct(codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise CodeRepeated(repeated=code)
        seen.add(code)
