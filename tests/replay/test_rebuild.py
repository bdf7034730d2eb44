"""A book rebuilt from the events is the book that was kept, and takes its place while life goes on."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest
from psycopg import sql

from aggregates.journal.lesson.events import MarkRecorded
from aggregates.journal.symbols import Mark
from ledger.history import Append, Leaf
from projections import tables
from projections.journal.edit_justifications import EDIT_JUSTIFICATIONS
from projections.journal.page import CELL, JOURNAL_PAGE
from projections.snapshot import snapshot
from projections.standing import BookNotReady, State, believed, standing
from replay import rebuild as rebuilding
from replay.comparison import Difference
from replay.ranges import divide
from replay.rebuild import CannotRebuild, RebuildUnderWay, rebuild
from replay.rebuild_worker import SHADOW, Superseded, Worker
from replay.shadow import Ground, Shadow
from tests.books import contents
from tests.chronicle import form_class, schedule, teach


@pytest.fixture
def untouched(tenant, history):
    """Where nothing was recorded yet."""
    return Ground(tenant.dsn, tenant.schema, history, processes=0)


@pytest.fixture
def taught(chronicle, keeper):
    """A class's journal, and the book of it."""
    teach(chronicle, 5)
    keeper.catch_up()
    return chronicle


@pytest.fixture
def ground(untouched, taught):
    assert taught.ends
    return untouched


@pytest.mark.parametrize("book", [JOURNAL_PAGE, EDIT_JUSTIFICATIONS], ids=lambda book: book.name)
def test_rebuilt_is_what_was_kept(book, untouched, chronicle, keeper_of, books, tenant):
    teach(chronicle, 6)
    keeper_of(book).catch_up()
    kept = contents(books, tenant.schema, book)
    assert rebuild(untouched, book).comparison.is_empty
    assert contents(books, tenant.schema, book) == kept
    assert any(kept.values())


def test_several_processes_make_the_same_book_and_tell_how_far_they_are(ground, history):
    told = []
    rebuilt = rebuild(replace(ground, processes=2), JOURNAL_PAGE, progress=told.append)
    assert rebuilt.comparison.is_empty
    assert (told[-1].done, told[-1].total, told[-1].seconds_left) == (history.head(), history.head(), 0)
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert len(told) > 2


def test_a_cell_that_was_tampered_with_is_found_and_put_right(ground, books, tenant):
    before = contents(books, tenant.schema)
    lesson, pupil, number, symbol = before["cell"][0][:4]
    query = sql.SQL("UPDATE {} SET symbol = '1!' WHERE (lesson, pupil, number) = (%s, %s, %s)")
    books.execute(query.format(tables.place_of(tenant.schema, JOURNAL_PAGE, CELL)), (lesson, pupil, number))
    found = rebuild(ground, JOURNAL_PAGE).comparison
    assert found.first == (Difference("cell", (lesson, pupil, str(number)), "symbol", "1!", symbol),)
    assert [one.different for one in found.tables if one.table == "cell"] == [1]
    assert contents(books, tenant.schema) == before


def test_rows_too_many_and_too_few_are_found(ground, books, tenant):
    place = tables.place_of(tenant.schema, JOURNAL_PAGE, CELL)
    lost = contents(books, tenant.schema)["cell"][0]
    books.execute(sql.SQL("DELETE FROM {} WHERE (lesson, pupil, number) = (%s, %s, %s)").format(place), lost[:3])
    books.execute(sql.SQL("INSERT INTO {} (lesson, pupil, number) VALUES ('lesson-x', 'pupil-x', 1)").format(place))
    found = rebuild(ground, JOURNAL_PAGE).comparison
    cells = next(one for one in found.tables if one.table == "cell")
    assert (cells.only_kept, cells.only_rebuilt, cells.different) == (1, 1, 0)
    assert {(one.key[0], one.kept, one.rebuilt) for one in found.first} == {
        ("lesson-x", "есть", None),
        (lost[0], None, "есть"),
    }


def test_what_is_recorded_during_a_rebuild_is_in_the_book(ground, taught, keeper, history, books, tenant):
    def go_on(_):
        schedule(taught, f"late-{taught.at:%H%M}", number=3)
        keeper.catch_up()

    rebuilt = rebuild(ground, JOURNAL_PAGE, progress=go_on)
    assert rebuilt.comparison.is_empty
    assert rebuilt.position == history.head()
    assert standing(books, tenant.schema, JOURNAL_PAGE.name).position == history.head()


def test_the_keeper_goes_on_after_the_swap(ground, taught, keeper):
    rebuild(ground, JOURNAL_PAGE)
    teach(taught, 7)
    assert keeper.catch_up() > 0
    assert rebuild(ground, JOURNAL_PAGE).comparison.is_empty


def test_a_swap_waits_for_whoever_is_reading_the_book(ground, taught, keeper, reader, tenant, administrator):
    """Else a reader would see the new tables with the eyes of a snapshot from before."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'"

    def late(_):
        schedule(taught, f"late-{taught.at:%H%M}", number=3)
        keeper.catch_up()

    with ThreadPoolExecutor(1) as pool:
        with snapshot(reader, tenant.schema, JOURNAL_PAGE) as stands:
            seen = contents(reader, tenant.schema)
            rebuilding_it = pool.submit(rebuild, ground, JOURNAL_PAGE, progress=late)
            while administrator.execute(waiting).fetchone() == (0,):
                assert not rebuilding_it.done()
            assert contents(reader, tenant.schema) == seen
        assert rebuilding_it.result().position > stands.position


def test_indexes_bear_the_names_of_the_kept_tables_again(ground, books, tenant):
    query = "SELECT indexname FROM pg_indexes WHERE schemaname = %s AND indexname LIKE 'book%%' ORDER BY 1"
    before = books.execute(query, (tenant.schema,)).fetchall()
    rebuild(ground, JOURNAL_PAGE)
    assert books.execute(query, (tenant.schema,)).fetchall() == before


def test_a_book_that_nobody_kept_is_made(untouched, chronicle, history, books, tenant):
    form_class(chronicle, "class-7a", ["pupil-1"])
    assert rebuild(untouched, JOURNAL_PAGE).comparison is None
    assert believed(books, tenant.schema, JOURNAL_PAGE.name).position == history.head()


def test_a_new_version_of_a_book_is_readable_after_its_rebuild(ground, keeper_of, books, tenant):
    newer = replace(JOURNAL_PAGE, version=2)
    keeper_of(newer)
    with pytest.raises(BookNotReady):
        believed(books, tenant.schema, newer.name)
    assert rebuild(ground, newer).comparison is None
    assert believed(books, tenant.schema, newer.name).version == 2


@pytest.mark.usefixtures("unsound")
def test_an_event_that_cannot_be_read_leaves_the_kept_book_alone(ground, taught, books, tenant):
    before = contents(books, tenant.schema)
    leaf = Leaf("lesson-praised", 1, "lesson.praised.v1", b'{"name":"lesson.praised.v1"}')
    append = Append("00000000-0000-0000-0000-00000000abcd", b"d", taught.at, [leaf], {"lesson-praised": 0})
    position = taught.history.append(append).position
    books.execute(sql.SQL("UPDATE {} SET state = 'halted'").format(sql.Identifier(tenant.schema, "book")))
    with pytest.raises(CannotRebuild) as refused:
        rebuild(ground, JOURNAL_PAGE)
    assert refused.value.details["words"].startswith(f"{position}: lesson.praised.v1")
    assert contents(books, tenant.schema) == before
    assert standing(books, tenant.schema, JOURNAL_PAGE.name).state is State.HALTED


@pytest.mark.usefixtures("unsound")
def test_an_unreadable_event_is_told_by_another_process_too(untouched, chronicle):
    leaf = Leaf("lesson-1", 1, MarkRecorded.name, b'{"name":"lesson.mark-recorded.v1"}')
    append = Append("00000000-0000-0000-0000-00000000abcd", b"d", chronicle.at, [leaf], {"lesson-1": 0})
    chronicle.history.append(append)
    with pytest.raises(CannotRebuild):
        rebuild(replace(untouched, processes=1), JOURNAL_PAGE)


def test_a_book_is_rebuilt_by_one_at_a_time(ground):
    def again(_):
        with pytest.raises(RebuildUnderWay):
            rebuild(ground, JOURNAL_PAGE)

    assert rebuild(ground, JOURNAL_PAGE, progress=again).comparison.is_empty


def test_a_rebuild_that_was_killed_leaves_nothing_to_the_next(ground, books, tenant):
    killed = Shadow.begun(books, ground, JOURNAL_PAGE)
    orphan = Worker(killed.site)
    with closing(orphan):
        assert rebuild(ground, JOURNAL_PAGE).comparison.is_empty
        tables.create(books, tenant.schema, JOURNAL_PAGE, SHADOW)
        with pytest.raises(Superseded):
            orphan.fold(divide([], 1)[0])
    assert books.execute(
        sql.SQL("SELECT count(*) FROM {}").format(tables.place_of(tenant.schema, JOURNAL_PAGE, CELL, SHADOW))
    ).fetchone() == (0,)


def test_a_rebuild_that_fails_leaves_no_shadow(ground, books, monkeypatch):
    monkeypatch.setattr(rebuilding, "_add_indexes", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        rebuild(ground, JOURNAL_PAGE)
    found = books.execute("SELECT count(*) FROM pg_tables WHERE tablename LIKE '%\\_\\_shadow'").fetchone()
    assert found == (0,)


@pytest.mark.parametrize("count", [1, 2, 5, 100])
def test_ranges_hold_every_stream_once(count):
    sample = sorted(f"lesson-{number * 7919 % 1000}" for number in range(50))
    found = divide(sample, count)
    for stream in [*sample, "", "a", "zzz"]:
        assert sum(share.start <= stream and (share.end is None or stream < share.end) for share in found) == 1


def test_a_mark_alone_makes_no_book(untouched, chronicle):
    chronicle.record("lesson-lesson-1", MarkRecorded("pupil-1", 1, Mark.FIVE))
    with pytest.raises(CannotRebuild):
        rebuild(untouched, JOURNAL_PAGE)
