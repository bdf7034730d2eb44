"""The clocks of the doors."""

from datetime import UTC, datetime, timedelta

from api.clock import ShiftedClock, SystemClock


def test_the_system_clock_tells_utc():
    assert SystemClock().now().tzinfo is UTC


def test_a_shifted_clock_keeps_its_distance():
    before = datetime.now(UTC)
    moment = ShiftedClock(timedelta(days=-30)).now()
    assert before - timedelta(days=30) <= moment <= datetime.now(UTC) - timedelta(days=30)
