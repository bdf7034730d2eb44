"""The profile of the school in Konevo: its numbers, its symbols, and the real calendar of 2026/27."""

from datetime import date
from importlib.metadata import version

import pytest

from aggregates.journal.school_year.decisions import open_year
from aggregates.journal.school_year.state import SCHOOL_YEAR
from aggregates.journal.symbols import SYMBOLS
from api.profiles import load
from tests.scenario import given

YEAR_ID, INSTITUTION_ID = "0199aaaa-0000-7000-8000-000000000001", "0199aaaa-0000-7000-8000-000000000002"


@pytest.fixture(scope="module")
def opening():
    return load("konevo").opening(school_year=YEAR_ID, institution=INSTITUTION_ID)


@pytest.fixture(scope="module")
def year(opening):
    return given(SCHOOL_YEAR).when(open_year, opening.opened(), opening.regulation.terms()).state


def test_the_limits_are_those_of_the_regulation(opening):
    regulation = opening.regulation
    assert (regulation.edit_days, regulation.final_edit_days, regulation.ahead_days) == (14, 7, 14)
    assert [meaning.symbol for meaning in regulation.symbols] == list(SYMBOLS)


@pytest.mark.parametrize(
    "day_off",
    [
        date(2026, 11, 4),
        date(2026, 10, 26),
        date(2026, 10, 30),
        date(2026, 12, 30),
        date(2026, 12, 31),
        date(2027, 1, 8),
        date(2027, 2, 22),
        date(2027, 2, 23),
        date(2027, 3, 8),
        date(2027, 3, 22),
        date(2027, 5, 3),
        date(2027, 5, 10),
    ],
)
def test_public_holidays_and_breaks_have_no_lessons(year, day_off):
    assert day_off in year.days_off
    assert not year.has_lessons_on(day_off)


@pytest.mark.parametrize(
    "working",
    [
        date(2026, 9, 1),
        date(2026, 10, 23),
        date(2026, 11, 2),
        date(2026, 11, 3),
        date(2026, 11, 5),
        date(2026, 12, 29),
        date(2027, 1, 11),
        date(2027, 5, 28),
    ],
)
def test_days_beside_them_have(year, working):
    assert year.has_lessons_on(working)


def test_the_weekly_rest_is_not_listed(opening):
    assert {day.isoweekday() for day in opening.days_off} <= {1, 2, 3, 4, 5}


def test_the_record_names_the_library_and_its_version(opening):
    assert f"holidays {version('holidays')}" in opening.opened().calendar_source


def test_every_grade_has_its_subjects():
    subjects = load("konevo").subjects
    taught = {grade: [one for one in subjects if one.grades[0] <= grade <= one.grades[1]] for grade in range(1, 12)}
    assert min(map(len, taught.values())) >= 8
    assert all(first <= last for first, last in (subject.grades for subject in subjects))


def test_the_command_survives_a_journey_over_json(opening):
    assert type(opening).model_validate_json(opening.model_dump_json()) == opening
