"""Whoever follows the ledger misses nothing, however many write, and survives the loss of the connection."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Thread

from psycopg import sql

from aggregates.catalogue import CATALOGUE
from ledger.history import Stale
from ledger.postgres.connections import pool as open_pool
from ledger.postgres.history import PostgresHistory
from tests.acts import notes

WRITERS = 4
WRITES = 40


def write(dsn, schema, process):
    """Have several threads write to streams of their own and to one of all."""
    with (
        open_pool(dsn, "ledger_app", size=WRITERS) as pool,
        PostgresHistory(pool, schema, CATALOGUE) as history,
        ThreadPoolExecutor(WRITERS) as threads,
    ):
        list(threads.map(lambda thread: write_some(history, f"note-{process}-{thread}"), range(WRITERS)))


def write_some(history, own):
    for number in range(WRITES):
        history.append(notes(own, number, "а"))
        try:
            history.append(notes("note-common", len(history.stream("note-common")), "б", "в"))
        except Stale:
            continue


def test_a_tailing_reader_misses_nothing_while_processes_and_threads_write(history, tenant):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write, args=(tenant.dsn, tenant.schema, number)) for number in range(2)]
    for writer in writers:
        writer.start()
    followed = []
    for batch in history.follow(after=0, limit=50):
        followed += [entry.position for entry in batch]
        if not batch and not any(writer.is_alive() for writer in writers):
            break
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert followed == list(range(1, history.head() + 1))
    assert len(followed) >= 2 * WRITERS * WRITES
    for stream in {entry.stream for entry in history.read(after=0, limit=10_000)}:
        versions = [entry.version for entry in history.entries(stream)]
        assert versions == list(range(1, len(versions) + 1))


def test_a_follower_whose_connections_are_lost_goes_on_where_it_was(history, owner):
    history.append(notes("note-1", 0, "а"))
    batches = history.follow(after=0, limit=10)
    assert [entry.position for entry in next(batches)] == [1]
    kill = "SELECT pg_terminate_backend(a.pid, 5000) FROM pg_stat_activity AS a WHERE a.datname = current_database() "
    owner.execute(sql.SQL(kill + "AND a.pid <> pg_backend_pid() AND a.backend_type = 'client backend'"))
    history.append(notes("note-1", 1, "б"))
    assert [entry.position for entry in next(filter(None, batches))] == [2]
    batches.close()


def test_a_follower_is_woken_before_its_next_poll(history, monkeypatch):
    monkeypatch.setattr("ledger.postgres.following.POLL_SECONDS", 60.0)
    batches = history.follow(after=0, limit=10)
    found = []
    follower = Thread(target=lambda: found.extend(next(filter(None, batches))))
    follower.start()
    numbers = count()
    while follower.is_alive():
        history.append(notes("note-1", next(numbers), "а"))
        follower.join(0.2)
    assert found[0].position == 1
    batches.close()
