"""A convoy records what one writer appends, in order, and shows it before it is there."""

import pytest

from api.demo.convoy import Convoy
from ledger.history import Stale
from ledger.postgres.connections import pool as open_pool
from tests.acts import CATALOGUE, notes


@pytest.fixture
def tenant(empty_tenant):
    return empty_tenant()


@pytest.fixture
def pool(tenant):
    with open_pool(tenant.dsn, "ledger_app", size=4) as opened:
        yield opened


@pytest.fixture
def convoy(pool, tenant):
    with Convoy(pool, tenant.schema, CATALOGUE) as convoy:
        yield convoy


def streams(history):
    return [(one.position, one.stream, one.version) for one in history.read(after=0, limit=100)]


def texts(recall, stream):
    return [one.event.topic for one in recall.events[stream]]


def test_appends_are_recorded_in_their_order(convoy):
    for number in range(5):
        convoy.append(notes(f"note-{number}", 0, "раз", "два"))
    convoy.flush()
    expected = [(f"note-{number}", version) for number in range(5) for version in (1, 2)]
    assert streams(convoy) == [(place, *one) for place, one in enumerate(expected, start=1)]


def test_appends_to_one_stream_follow_one_another(convoy):
    for version, text in enumerate(["раз", "два", "три"]):
        convoy.append(notes("note-1", version, text))
    convoy.flush()
    assert [one.event.topic for one in convoy.stream("note-1")] == ["раз", "два", "три"]


def test_what_is_not_yet_recorded_is_recalled(convoy):
    convoy.append(notes("note-1", 0, "раз"))
    convoy.append(notes("note-1", 1, "два"))
    assert texts(convoy.recall({"note-1": 0}), "note-1") == ["раз", "два"]
    assert texts(convoy.recall({"note-1": 1}), "note-1") == ["два"]
    assert texts(convoy.recall({"note-1": 2}), "note-1") == []


def test_what_was_forgotten_is_recalled_from_the_ledger(convoy):
    convoy.append(notes("note-1", 0, "раз"))
    convoy.recall({"note-1": 1})
    convoy.append(notes("note-1", 1, "два"))
    assert texts(convoy.recall({"note-1": 0}), "note-1") == ["раз", "два"]


def test_what_was_there_before_is_recalled(convoy, pool, tenant):
    convoy.append(notes("note-1", 0, "раз"))
    convoy.flush()
    with Convoy(pool, tenant.schema, CATALOGUE) as later:
        assert texts(later.recall({"note-1": 0, "note-2": 0}), "note-1") == ["раз"]
        assert later.head() == 1


def test_leaving_records_what_is_left(pool, tenant):
    carry(pool, tenant, notes("note-1", 0, "раз"))
    with Convoy(pool, tenant.schema, CATALOGUE) as convoy:
        assert streams(convoy) == [(1, "note-1", 1)]


def carry(pool, tenant, *appends):
    with Convoy(pool, tenant.schema, CATALOGUE) as convoy:
        for append in appends:
            convoy.append(append)


def test_a_guess_that_was_wrong_breaks_off(pool, tenant):
    wrong = notes("note-2", 7, "такой версии нет")
    with pytest.raises(Stale):
        carry(pool, tenant, notes("note-1", 0, "раз"), wrong, notes("note-1", 1, "два"))
    with Convoy(pool, tenant.schema, CATALOGUE) as later:
        assert streams(later) == [(1, "note-1", 1)]
