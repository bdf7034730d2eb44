"""Readers wait for a book, bounded, and are woken by it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from psycopg import sql

from ledger.postgres.connections import connect
from projections import standing
from projections.journal.page import JOURNAL_PAGE
from projections.snapshot import snapshot
from projections.standing import BookBehind, BookNotReady, channel_of, wait_for
from tests.chronicle import schedule

BOOK = JOURNAL_PAGE.name


def test_a_reader_does_not_wait_for_what_is_there(keeper, chronicle, history, reader, tenant):
    schedule(chronicle, "lesson-1")
    keeper.catch_up()
    assert wait_for(reader, tenant.schema, BOOK, history.head(), seconds=0).position == history.head()


@pytest.mark.usefixtures("keeper")
def test_a_reader_does_not_wait_for_ever(chronicle, history, reader, tenant):
    schedule(chronicle, "lesson-1")
    with pytest.raises(BookBehind) as refused:
        wait_for(reader, tenant.schema, BOOK, history.head(), seconds=0.05)
    assert refused.value.details == {"book": BOOK, "position": 0, "wanted": history.head()}


def test_a_book_tells_that_it_moved_on(keeper, chronicle, reader, tenant):
    channel = channel_of(tenant.schema, BOOK)
    reader.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
    schedule(chronicle, "lesson-1")
    keeper.catch_up()
    assert [one.channel for one in reader.notifies(timeout=20, stop_after=1)] == [channel]


def test_a_waiting_reader_is_woken_by_the_book(keeper, chronicle, history, tenant, monkeypatch):
    monkeypatch.setattr(standing, "_RECHECK_SECONDS", 60)
    schedule(chronicle, "lesson-1")
    with closing(connect(tenant.dsn, "ledger_app")) as connection, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(wait_for, connection, tenant.schema, BOOK, history.head(), seconds=50)
        keeper.catch_up()
        assert waiting.result(timeout=20).position == history.head()


def test_a_book_that_nobody_keeps_can_neither_be_waited_for_nor_read(reader, tenant):
    with pytest.raises(BookNotReady):
        wait_for(reader, tenant.schema, BOOK, 1, seconds=5)
    with pytest.raises(BookNotReady), snapshot(reader, tenant.schema, JOURNAL_PAGE):
        pass
