"""Events of a school year («учебный год»): its calendar, the regulation in force, its archive."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, get_args

import msgspec

from ledger.document import Order
from ledger.event import Count, Event, Identifier, Line

Days = Annotated[int, msgspec.Meta(ge=0, le=366)]


class PeriodKind(StrEnum):
    """Kinds of teaching period («вид учебного периода», JRN-081)."""

    QUARTER = "quarter"
    TRIMESTER = "trimester"
    HALF_YEAR = "half-year"
    YEAR = "year"


class Period(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A teaching period («учебный период»), both days included."""

    code: Identifier
    kind: PeriodKind
    starts_on: date
    ends_on: date


class Subject(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A subject taught in the year («учебный предмет»)."""

    code: Identifier
    title: Line


class SymbolMeaning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the code table of symbols (JRN-052)."""

    symbol: Line
    meaning: Line


class SchoolYearOpened(Event, frozen=True):
    """A school year begins («учебный год открыт»).

    `days_off` are the dates between `starts_on` and `ends_on` without lessons beyond the weekly rest, resolved once
    from `calendar_source`, so that a past deadline never moves. `week_days` is 5 or 6 (Monday first).
    """

    name: ClassVar[str] = "school-year.opened.v1"

    institution: Identifier
    institution_title: Line
    title: Line
    starts_on: date
    ends_on: date
    zone: Line
    week_days: Annotated[int, msgspec.Meta(ge=5, le=6)]
    periods: tuple[Period, ...]
    subjects: tuple[Subject, ...]
    days_off: tuple[date, ...]
    calendar_source: Line


class RegulationAdopted(Event, frozen=True):
    """A version of the regulation on the journal takes effect («принята редакция положения о журнале», JRN-100).

    It governs lessons dated `applies_from` and later. `edit_days`, `final_edit_days`, `ahead_days` are the limits of
    JRN-090, JRN-082 and JRN-093 in calendar days.
    """

    name: ClassVar[str] = "school-year.regulation-adopted.v1"

    version: Count
    title: Line
    order: Order | None
    applies_from: date
    edit_days: Days
    final_edit_days: Days
    ahead_days: Days
    symbols: tuple[SymbolMeaning, ...]


class SchoolYearArchived(Event, frozen=True):
    """The year is closed for every entry («учебный год передан в архив», JRN-097)."""

    name: ClassVar[str] = "school-year.archived.v1"

    order: Order


SchoolYearEvent = SchoolYearOpened | RegulationAdopted | SchoolYearArchived
EVENTS: tuple[type[Event], ...] = get_args(SchoolYearEvent)
