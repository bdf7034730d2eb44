"""Passwords: a few at a time, and never so many waiting that the door has no thread left."""

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import ExitStack

import psycopg
import pytest

from api.accounts.passwords import AT_ONCE, PATIENCE, WAITING_MAX
from api.accounts.refusals import PasswordsBusy


@pytest.fixture
def crowd(passwords):
    """All turns are taken and as many wait as may; gives whoever came one too many."""

    def take_turn():
        with passwords.turn():
            pass

    with ThreadPoolExecutor(WAITING_MAX + 1) as visitors:
        with ExitStack() as turns:
            for _ in range(AT_ONCE):
                turns.enter_context(passwords.turn())
            asked = [visitors.submit(take_turn) for _ in range(WAITING_MAX + 1)]
            told, waiting = wait(asked, timeout=PATIENCE / 2, return_when=FIRST_COMPLETED)
            yield told
        assert [one.exception() for one in waiting] == [None] * WAITING_MAX


def test_whoever_finds_too_many_waiting_is_told_at_once(crowd):
    assert [type(one.exception()) for one in crowd] == [PasswordsBusy]


@pytest.mark.usefixtures("crowd")
def test_whoever_had_no_turn_has_not_failed(entrance, tenant):
    with pytest.raises(PasswordsBusy):
        entrance.sign_in("t.petrova", "зелёная тетрадь 5А")
    with psycopg.connect(tenant.dsn) as connection:
        assert connection.execute(f"SELECT count(*) FROM {tenant.schema}.sign_in").fetchone() == (0,)
