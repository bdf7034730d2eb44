"""Years of one institution lie side by side, and only the head departs from the usual limits (JRN-036, JRN-100)."""

from dataclasses import replace
from datetime import date

import pytest

from aggregates.rights import NotPermitted, Role
from commands.journal import open_school_year
from ledger.history import AlreadyClaimed
from ledger.stamp import Grant

OCTOBER_1, OCTOBER_2 = date(2026, 10, 1), date(2026, 10, 2)


def another_year(school, *, starts_on, ends_on, **terms):
    """The opening of a year without periods of its own, beside the one that the school has."""
    opening = school.opening()
    fields = {"school_year": school.new_id(), "title": f"{starts_on:%m.%Y}", "days_off": ()}
    period = opening.periods[0].model_copy(update={"starts_on": starts_on, "ends_on": ends_on})
    dates = {"starts_on": starts_on, "ends_on": ends_on, "periods": (period,)}
    regulation = opening.regulation.model_copy(update=terms)
    return opening.model_copy(update={**fields, **dates, "regulation": regulation})


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(date(2026, 1, 12), date(2026, 9, 1)), (date(2027, 5, 28), date(2027, 12, 30)), (OCTOBER_1, OCTOBER_2)],
)
def test_years_of_one_institution_do_not_overlap(school, starts_on, ends_on):
    with pytest.raises(AlreadyClaimed):
        school.perform("DEP", open_school_year, another_year(school, starts_on=starts_on, ends_on=ends_on))


@pytest.mark.parametrize(
    ("starts_on", "ends_on"), [(date(2026, 1, 12), date(2026, 8, 31)), (date(2027, 6, 1), date(2027, 12, 30))]
)
def test_years_side_by_side_and_years_of_another_institution_are_opened(school, starts_on, ends_on):
    school.perform("DEP", open_school_year, another_year(school, starts_on=starts_on, ends_on=ends_on))
    elsewhere = another_year(school, starts_on=starts_on, ends_on=ends_on).model_copy(
        update={"institution": school.new_id()}
    )
    deputy = replace(school.caller("DEP"), grants=(Grant(Role.DEPUTY_HEAD, elsewhere.institution),))
    school.executor.perform(open_school_year.handle, elsewhere, deputy)


@pytest.mark.parametrize("terms", [{"edit_days": 15}, {"final_edit_days": 8}, {"ahead_days": 13}])
def test_limits_of_its_own_need_the_right_to_adopt_a_regulation(school, terms):
    opening = another_year(school, starts_on=date(2027, 9, 1), ends_on=date(2028, 5, 26), **terms)
    for name in ("DEP", "HD"):
        with pytest.raises(NotPermitted):
            school.perform(name, open_school_year, opening)
    deputy = school.caller("DEP")
    both = replace(deputy, grants=(*deputy.grants, Grant(Role.HEAD, school.institution)))
    school.executor.perform(open_school_year.handle, opening, both)
    assert [one.role for one in school.metadata(f"year-{opening.school_year}")] == ["deputy-head", "head"]


def test_usual_limits_need_no_decision_of_the_head(school):
    opening = another_year(school, starts_on=date(2027, 9, 1), ends_on=date(2028, 5, 26))
    school.perform("DEP", open_school_year, opening)
    assert [one.role for one in school.metadata(f"year-{opening.school_year}")] == ["deputy-head"] * 2
