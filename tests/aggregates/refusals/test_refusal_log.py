"""Sealing the days of the refusal log."""

from datetime import UTC, date, datetime, time

import pytest

from aggregates.refusals.refusal_log.decisions import seal
from aggregates.refusals.refusal_log.events import DaySealed
from aggregates.refusals.refusal_log.refusals import DayAlreadySealed, DayNotOver
from aggregates.refusals.refusal_log.state import REFUSAL_LOG
from ledger.stamp import Stamp
from tests.scenario import given

OCTOBER_1, OCTOBER_2, OCTOBER_3 = (date(2026, 10, day) for day in (1, 2, 3))
FIRST, SECOND = DaySealed(OCTOBER_1, 3, "a" * 64), DaySealed(OCTOBER_2, 1, "b" * 64)


def stamp(on):
    return Stamp("system", "system", datetime.combine(on, time(), UTC), on, "command")


def test_a_day_that_is_over_is_sealed():
    given(REFUSAL_LOG).when(seal, FIRST, stamp(OCTOBER_2)).then(FIRST)


def test_a_day_is_not_sealed_before_it_is_over():
    given(REFUSAL_LOG).when(seal, FIRST, stamp(OCTOBER_1)).refused(DayNotOver, on=OCTOBER_1)


def test_the_next_day_follows():
    outcome = given(REFUSAL_LOG, FIRST).when(seal, SECOND, stamp(OCTOBER_3))
    outcome.then(SECOND)
    assert outcome.state.sealed_on == OCTOBER_2


@pytest.mark.parametrize("past", [FIRST, SECOND])
def test_a_day_is_sealed_once_and_never_after_a_later_one(past):
    given(REFUSAL_LOG, past).when(seal, FIRST, stamp(OCTOBER_3)).refused(DayAlreadySealed, sealed_on=past.on)
