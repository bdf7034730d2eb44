"""PostgreSQL is stopped and started under an open door, a worker and a follower: all go on by themselves."""

import time
from threading import Event, Thread

import pytest

from ledger.postgres.connections import connect
from projections.journal.page import JOURNAL_PAGE
from projections.standing import BookNotReady, wait_for
from tests.api.worker.conftest import working

SOON = 4.0
PATIENCE = 30.0


@pytest.fixture
def followed(teacher):
    """What somebody who follows the ledger has seen, up to the present."""
    history, seen, stop = teacher.house.history, [], Event()

    def follow():
        for batch in history.follow(after=0, limit=10):
            seen.extend(entry.position for entry in batch)
            if stop.is_set() and len(seen) >= history.head():
                return

    thread = Thread(target=follow)
    thread.start()

    def up_to_now():
        stop.set()
        thread.join(PATIENCE)
        return seen

    yield up_to_now
    stop.set()
    thread.join(PATIENCE)


def wait_for_page(tenant, position):
    """Wait for the worker's page; a worker that met the outage first has not begun it yet."""
    turn, deadline = Event(), time.monotonic() + PATIENCE
    with connect(tenant.dsn, "ledger_app") as reader:
        while True:
            try:
                return wait_for(reader, tenant.schema, JOURNAL_PAGE.name, position, seconds=PATIENCE)
            except BookNotReady:
                assert time.monotonic() < deadline
                turn.wait(0.05)


def test_everybody_goes_on_after_an_outage(server, tenant, teacher, followed):
    with working(teacher.house):
        assert teacher.save(0).status_code == 201
        server.stop()
        for _ in range(2):
            away = teacher.save(1)
            assert (away.status_code, away.json()["code"], away.headers["retry-after"]) == (
                503,
                "service.unavailable",
                "2",
            )
        assert teacher.client.get("/livez").status_code == 200
        server.start()
        back_at = time.monotonic()
        back = teacher.save(1)
        assert back.status_code == 201
        assert time.monotonic() - back_at < SOON
        position = teacher.save(2).json()["position"]
        wait_for_page(tenant, position)
    assert teacher.saved() == ["4", "5", "4"]
    assert followed() == list(range(1, position + 1))
