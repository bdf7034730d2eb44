"""Reading the whole ledger gives every event's bytes once, in order."""

import pytest

from ledger.postgres import replaying
from tests.acts import notes


@pytest.fixture
def kept(history, monkeypatch):
    monkeypatch.setattr(replaying, "PAGE", 4)
    for number in range(5):
        history.append(notes("note-1", number * 2, "а", "б" * 3000))
    return history


@pytest.mark.parametrize(("after", "up_to"), [(0, 10), (0, 1), (0, 4), (3, 8), (9, 10), (0, 5)])
def test_every_events_bytes_come_once_and_in_order(kept, after, up_to):
    batches = list(kept.contents(after=after, up_to=up_to))
    expected = [entry.data for entry in kept.read(after=after, limit=up_to - after)]
    assert [data for batch in batches for data in batch] == expected
    assert all(len(batch) <= 4 for batch in batches)


def test_of_nothing_nothing_is_read(kept):
    assert list(kept.contents(after=10, up_to=10)) == []


def test_a_reader_may_stop_early_and_the_connection_is_good_for_others(kept):
    for _ in range(20):
        batches = kept.contents(after=0, up_to=10)
        next(batches)
        batches.close()
    assert kept.head() == 10
