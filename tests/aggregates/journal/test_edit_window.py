"""Marks and attendance have their days (JRN-090, JRN-093, JRN-100): each boundary is tried on both sides."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from aggregates.journal.lesson.entries import record
from aggregates.journal.lesson.events import AttendanceRecorded, MarkRecorded, Reason
from aggregates.journal.lesson.refusals import EditWindowClosed, TooFarAhead
from aggregates.journal.lesson.window import Permit, Place
from aggregates.journal.symbols import Attendance, Mark
from ledger.envelope import Rule
from tests.aggregates.journal.classroom import (
    FIRST_CLOSED_DAY,
    LAST_DAY,
    LIMITS,
    MASHA,
    OCTOBER_1,
    PLACE,
    RULE,
    by,
    entry,
    given,
)

FIVE = MarkRecorded(MASHA, 1, Mark.FIVE)
PERMIT = Permit("permission-1", Reason.ILLNESS)


@pytest.mark.parametrize("on", [OCTOBER_1, LAST_DAY])
def test_a_mark_is_recorded_through_the_fourteenth_day(on):
    given().when(record, [entry("5")], PLACE, by(on=on)).then(FIVE)


@pytest.mark.parametrize("symbol", ["5", "осв.", "ОТ", "ОП"])
def test_from_the_fifteenth_day_first_entries_are_locked_as_well(symbol):
    given().when(record, [entry(symbol)], PLACE, by(on=FIRST_CLOSED_DAY)).refused(
        EditWindowClosed, on=OCTOBER_1, last_day=LAST_DAY, days=14
    )


def test_a_closed_window_stays_closed():
    given().when(record, [entry("5")], PLACE, by(on=date(2027, 5, 28))).refused(EditWindowClosed)


def test_the_message_names_the_last_permitted_day():
    outcome = given().when(record, [entry("5")], PLACE, by(on=FIRST_CLOSED_DAY))
    assert "15.10.2026" in str(outcome.answer)


@pytest.mark.parametrize(("days_ahead", "symbol"), [(13, "5"), (13, "ОТ")])
def test_thirteen_days_ahead_are_permitted(days_ahead, symbol):
    today = OCTOBER_1 - timedelta(days=days_ahead)
    outcome = given().when(record, [entry(symbol)], PLACE, by(on=today))
    outcome.then(FIVE if symbol == "5" else AttendanceRecorded(MASHA, Attendance.ABSENT))


@pytest.mark.parametrize("symbol", ["5", "ОТ", None])
def test_fourteen_days_ahead_are_forbidden(symbol):
    today = OCTOBER_1 - timedelta(days=14)
    given().when(record, [entry(symbol)], PLACE, by(on=today)).refused(
        TooFarAhead, on=OCTOBER_1, days=14, first_day=date(2026, 9, 18)
    )


def test_no_permission_lifts_the_limit_ahead():
    today = OCTOBER_1 - timedelta(days=14)
    given().when(record, [entry("5")], PLACE, by(on=today), permit=PERMIT).refused(TooFarAhead)


def test_every_entry_carries_the_rule_it_was_measured_by():
    outcome = given().when(record, [entry("5"), entry("ОП")], PLACE, by())
    assert [one.rule for one in outcome.decided] == [RULE, RULE]
    assert [one.permission for one in outcome.decided] == [None, None]


def test_another_version_of_the_regulation_has_its_own_limit():
    shorter = Place(PLACE.members, replace(LIMITS, version=2, edit_days=7))
    eighth, ninth = date(2026, 10, 8), date(2026, 10, 9)
    outcome = given().when(record, [entry("5")], shorter, by(on=eighth)).then(FIVE)
    assert outcome.decided[0].rule == Rule("JRN-090", 2, "2026-10-08")
    given().when(record, [entry("5")], shorter, by(on=ninth)).refused(EditWindowClosed, last_day=eighth, days=7)


def test_a_permission_opens_the_closed_window_and_is_named_in_the_entry():
    outcome = given().when(record, [entry("5")], PLACE, by(on=FIRST_CLOSED_DAY), permit=PERMIT).then(FIVE)
    assert [(one.rule, one.permission) for one in outcome.decided] == [(RULE, "permission-1")]


def test_a_permission_is_left_unused_while_the_window_is_open():
    outcome = given().when(record, [entry("5")], PLACE, by(on=LAST_DAY), permit=PERMIT).then(FIVE)
    assert outcome.decided[0].permission is None
