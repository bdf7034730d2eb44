"""A house to work in, and people who act in it."""

from contextlib import contextmanager
from threading import Event, Thread

import pytest

from aggregates.rights import Role
from api.house import open_house
from api.http import examples
from api.worker.worker import Worker
from ledger.keys.wrapping import WRAPPING_SIZE, Wrapping
from ledger.stamp import Caller, Grant

PATIENCE = 30.0


@pytest.fixture
def house(tenant, clock, entropy, passwords):
    wrapping = Wrapping(entropy.secret(WRAPPING_SIZE))
    with open_house(tenant, wrapping, entropy, clock=clock, passwords=passwords) as house:
        yield house


@pytest.fixture
def someone(house):
    """Who acts: `someone(role)`, with a command id of the act's own."""

    def someone(role):
        grants = (Grant(role.value, examples.SCHOOL),)
        return Caller(examples.SECRETARY, grants, house.clock.now(), house.entropy.identifier())

    return someone


@pytest.fixture
def secretary(someone):
    return lambda: someone(Role.SECRETARY)


@contextmanager
def working(house):
    """Let a worker work meanwhile."""
    stop = Event()
    thread = Thread(target=Worker(house, stop).run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()
