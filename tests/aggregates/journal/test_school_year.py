"""A school year: a coherent calendar, versions of the regulation that never reach back, the archive (JRN-100)."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from aggregates.journal.school_year import calendar
from aggregates.journal.school_year.decisions import Terms, adopt_regulation, archive, open_year
from aggregates.journal.school_year.events import (
    Period,
    PeriodKind,
    SchoolYearArchived,
    SchoolYearOpened,
    Subject,
    SymbolMeaning,
)
from aggregates.journal.school_year.refusals import (
    AlreadyOpened,
    Archived,
    CodeRepeated,
    DatesDisordered,
    NoLessonsThatDay,
    NotOver,
    OutsidePeriod,
    OutsideYear,
    PeriodOutsideYear,
    PeriodsOverlap,
    PeriodUnknown,
    RegulationReachesBack,
    SubjectUnknown,
    SymbolsIncomplete,
    YearUnknown,
)
from aggregates.journal.school_year.state import SCHOOL_YEAR
from aggregates.journal.symbols import SYMBOLS
from tests import scenario
from tests.aggregates.journal.classroom import ORDER, YEAR

SEPTEMBER_1, MAY_28 = date(2026, 9, 1), date(2027, 5, 28)
OCTOBER_1, OCTOBER_2 = date(2026, 10, 1), date(2026, 10, 2)
Q1 = Period("q1", PeriodKind.QUARTER, SEPTEMBER_1, date(2026, 10, 23))
Q2 = Period("q2", PeriodKind.QUARTER, date(2026, 11, 2), date(2026, 12, 29))
OPENED = SchoolYearOpened(
    institution="school-1",
    institution_title="Школа",
    title="2026/27",
    starts_on=SEPTEMBER_1,
    ends_on=MAY_28,
    zone="Asia/Yekaterinburg",
    week_days=5,
    periods=(Q1, Q2),
    subjects=(Subject("mathematics", "Математика"), Subject("music", "Музыка")),
    days_off=(date(2026, 11, 4),),
    calendar_source="по приказу",
)
MEANINGS = tuple(SymbolMeaning(symbol, "значение") for symbol in SYMBOLS)
TERMS = Terms(title="Положение", order=None, edit_days=14, final_edit_days=7, ahead_days=14, symbols=MEANINGS)
FIRST = TERMS.adopted(1, SEPTEMBER_1)
ARCHIVED = SchoolYearArchived(ORDER)


def given(*past):
    return scenario.given(SCHOOL_YEAR, OPENED, FIRST, *past)


def opened(**fields):
    return msgspec.structs.replace(OPENED, **fields)


def test_a_year_opens_under_its_first_regulation():
    outcome = scenario.given(SCHOOL_YEAR).when(open_year, OPENED, TERMS).then(OPENED, FIRST)
    assert outcome.state.regulation_on(SEPTEMBER_1) == FIRST
    given().when(open_year, OPENED, TERMS).refused(AlreadyOpened, title="2026/27")


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"ends_on": date(2026, 8, 31)}, DatesDisordered),
        ({"ends_on": date(2027, 9, 2)}, DatesDisordered),
        ({"periods": (Period("q1", PeriodKind.QUARTER, OCTOBER_2, OCTOBER_1),)}, DatesDisordered),
        ({"periods": (Period("q1", PeriodKind.QUARTER, date(2026, 8, 31), OCTOBER_1),)}, PeriodOutsideYear),
        ({"periods": (Period("q4", PeriodKind.QUARTER, OCTOBER_1, date(2027, 5, 29)),)}, PeriodOutsideYear),
        ({"periods": (Q1, Period("q2", PeriodKind.QUARTER, Q1.ends_on, Q2.ends_on))}, PeriodsOverlap),
        ({"periods": (Q1, Period("q1", PeriodKind.QUARTER, Q2.starts_on, Q2.ends_on))}, CodeRepeated),
        ({"subjects": (Subject("music", "Музыка"), Subject("music", "Пение"))}, CodeRepeated),
        ({"days_off": (date(2026, 8, 31),)}, OutsideYear),
        ({"days_off": (date(2027, 5, 29),)}, OutsideYear),
    ],
)
def test_an_incoherent_calendar_is_refused(fields, refusal):
    scenario.given(SCHOOL_YEAR).when(open_year, opened(**fields), TERMS).refused(refusal)


@pytest.mark.parametrize(
    "fields",
    [
        {"ends_on": date(2027, 9, 1)},
        {"periods": (Q1, Period("h1", PeriodKind.HALF_YEAR, SEPTEMBER_1, Q2.ends_on))},
        {"periods": (Q1, Period("q2", PeriodKind.QUARTER, date(2026, 10, 24), Q2.ends_on))},
        {"days_off": (SEPTEMBER_1, MAY_28)},
        {"periods": (Period("year", PeriodKind.YEAR, SEPTEMBER_1, MAY_28),)},
        {
            "ends_on": SEPTEMBER_1,
            "periods": (Period("q1", PeriodKind.QUARTER, SEPTEMBER_1, SEPTEMBER_1),),
            "days_off": (),
        },
    ],
)
def test_a_year_of_a_year_or_a_day_and_periods_side_by_side_are_coherent(fields):
    scenario.given(SCHOOL_YEAR).when(open_year, opened(**fields), TERMS).then(opened(**fields), FIRST)


@pytest.mark.parametrize(
    "symbols", [MEANINGS[1:], (*MEANINGS, MEANINGS[0]), (*MEANINGS[1:], SymbolMeaning("6", "шестёрка"))]
)
def test_a_regulation_explains_every_symbol_once(symbols):
    terms = replace(TERMS, symbols=symbols)
    scenario.given(SCHOOL_YEAR).when(open_year, OPENED, terms).refused(SymbolsIncomplete)
    given().when(adopt_regulation, terms, OCTOBER_2, OCTOBER_1).refused(SymbolsIncomplete)


def test_a_new_regulation_governs_lessons_from_its_day_on_and_leaves_earlier_ones_alone():
    stricter = replace(TERMS, edit_days=7)
    outcome = given().when(adopt_regulation, stricter, OCTOBER_2, OCTOBER_1)
    outcome.then(stricter.adopted(2, OCTOBER_2))
    assert [outcome.state.regulation_on(on).version for on in (SEPTEMBER_1, OCTOBER_1, OCTOBER_2)] == [1, 1, 2]


@pytest.mark.parametrize("applies_from", [SEPTEMBER_1, OCTOBER_1])
def test_a_new_regulation_never_reopens_the_past_nor_today(applies_from):
    given().when(adopt_regulation, TERMS, applies_from, OCTOBER_1).refused(RegulationReachesBack, earliest=OCTOBER_2)


def test_of_two_regulations_for_one_day_the_last_adopted_counts():
    second, third = TERMS.adopted(2, date(2026, 12, 1)), TERMS.adopted(3, date(2026, 11, 15))
    state = given(second, third).state
    assert [state.regulation_on(date(2026, month, day)).version for month, day in ((11, 14), (11, 15), (12, 1))] == [
        1,
        3,
        3,
    ]


def test_a_year_is_archived_after_its_last_day():
    given().when(archive, ORDER, MAY_28).refused(NotOver, ends_on=MAY_28)
    outcome = given().when(archive, ORDER, date(2027, 5, 29)).then(ARCHIVED)
    with pytest.raises(Archived):
        calendar.require_current(outcome.state)
    calendar.require_current(given().state)


@pytest.mark.parametrize(
    ("on", "has_lessons"),
    [
        (date(2026, 11, 3), True),
        (date(2026, 11, 4), False),
        (date(2026, 11, 5), True),
        (date(2026, 11, 6), True),
        (date(2026, 11, 7), False),
        (date(2026, 11, 8), False),
    ],
)
def test_holidays_and_the_weekly_rest_have_no_lessons(on, has_lessons):
    assert given().state.has_lessons_on(on) is has_lessons


def test_in_a_six_day_week_saturday_has_lessons_and_sunday_has_none():
    year = scenario.given(SCHOOL_YEAR, opened(week_days=6), FIRST).state
    assert [year.has_lessons_on(date(2026, 11, day)) for day in (7, 8)] == [True, False]


@pytest.mark.parametrize(
    ("period", "on", "refusal"),
    [
        ("q1", date(2026, 8, 31), OutsideYear),
        ("q1", date(2027, 5, 31), OutsideYear),
        ("q2", date(2026, 11, 4), NoLessonsThatDay),
        ("q9", OCTOBER_1, PeriodUnknown),
        ("q1", date(2026, 10, 26), OutsidePeriod),
        ("q2", date(2026, 10, 30), OutsidePeriod),
    ],
)
def test_a_lesson_lies_on_a_teaching_day_of_its_period(period, on, refusal):
    with pytest.raises(refusal) as refused:
        calendar.require_lesson_day(given().state, period, on)
    assert str(refused.value)


@pytest.mark.parametrize(
    ("period", "on"), [("q1", SEPTEMBER_1), ("q1", Q1.ends_on), ("q2", Q2.starts_on), ("q2", Q2.ends_on)]
)
def test_the_first_and_the_last_day_belong_to_the_period(period, on):
    calendar.require_lesson_day(given().state, period, on)


def test_the_first_and_the_last_day_belong_to_the_year():
    calendar.require_day(given().state, SEPTEMBER_1)
    calendar.require_day(given().state, MAY_28)


def test_a_subject_is_one_of_the_years():
    calendar.require_subject(given().state, "music")
    with pytest.raises(SubjectUnknown):
        calendar.require_subject(given().state, "latin")


def test_a_year_that_was_never_opened_is_unknown():
    with pytest.raises(YearUnknown):
        calendar.known(None, YEAR)
