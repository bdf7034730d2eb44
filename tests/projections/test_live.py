"""Live books follow the ledger, whatever happens in between."""

from contextlib import closing
from dataclasses import replace
from threading import Thread
from typing import ClassVar

import pytest

from aggregates.catalogue import CATALOGUE
from aggregates.journal.lesson.events import MarkRecorded
from aggregates.journal.symbols import Mark
from ledger.catalogue import Catalogue
from ledger.envelope import Metadata
from ledger.event import Event, Identifier
from ledger.history import Append, Leaf
from ledger.postgres.connections import connect
from ledger.postgres.errors import Unavailable
from projections.journal.page import JOURNAL_PAGE
from projections.live import Keeper
from projections.standing import BookNotReady, State, believed, standing
from tests.books import contents
from tests.chronicle import OCTOBER_1, TEACHER, schedule, teach

BOOK = JOURNAL_PAGE.name
AGAIN = replace(JOURNAL_PAGE, name="journal_page_again")


class LessonPraised(Event, frozen=True):
    """An event that only a newer program knows."""

    name: ClassVar[str] = "lesson.praised.v1"

    lesson: Identifier


NEWER = Catalogue([*CATALOGUE.events.values(), LessonPraised])


def praise(chronicle):
    """Record an event that this program does not know."""
    command = "00000000-0000-0000-0000-00000000abcd"
    metadata = Metadata(
        "lesson-praised", 1, "2026-10-01T07:00:00.000000Z", OCTOBER_1, TEACHER, "teacher", command, None, None, None
    )
    data = NEWER.encode(metadata, LessonPraised("lesson-1"))
    leaf = Leaf("lesson-praised", 1, LessonPraised.name, data)
    return chronicle.history.append(Append(command, b"digest", chronicle.at, [leaf], {"lesson-praised": 0})).position


def stands(connection, tenant, book=BOOK):
    found = standing(connection, tenant.schema, book)
    return found.position, found.state


def test_a_book_follows_the_ledger_to_its_head(keeper, chronicle, history, books, tenant):
    teach(chronicle, 1)
    assert keeper.catch_up() == history.head()
    assert stands(books, tenant) == (history.head(), State.LIVE)
    assert len(contents(books, tenant.schema)["lesson"]) == 12


@pytest.mark.parametrize("limit", [1, 3, 50])
def test_a_book_brought_up_in_pieces_is_the_same_as_in_one_go(limit, keeper, keeper_of, chronicle, books, tenant):
    teach(chronicle, 2)
    while keeper.step(limit):
        pass
    keeper_of(AGAIN).catch_up()
    assert contents(books, tenant.schema) == contents(books, tenant.schema, AGAIN)


@pytest.mark.usefixtures("unsound")
def test_an_unknown_event_halts_the_book_just_before_it(keeper, chronicle, books, reader, tenant):
    schedule(chronicle, "lesson-1")
    unknown = praise(chronicle)
    schedule(chronicle, "lesson-2", number=2)
    keeper.catch_up()
    assert stands(books, tenant) == (unknown - 1, State.HALTED)
    with pytest.raises(BookNotReady, match=r"lesson\.praised\.v1"):
        believed(reader, tenant.schema, BOOK)
    assert keeper.catch_up() == 0


@pytest.mark.usefixtures("unsound")
def test_an_event_that_does_not_fit_its_name_halts_the_book(keeper, chronicle, books, tenant):
    leaf = Leaf("lesson-1", 1, MarkRecorded.name, b'{"name":"lesson.mark-recorded.v1"}')
    command = "00000000-0000-0000-0000-00000000abcd"
    chronicle.history.append(Append(command, b"digest", chronicle.at, [leaf], {"lesson-1": 0}))
    keeper.catch_up()
    assert stands(books, tenant) == (0, State.HALTED)


@pytest.mark.usefixtures("unsound")
def test_a_newer_program_goes_on_where_an_older_one_halted(keeper, chronicle, history, books, tenant):
    schedule(chronicle, "lesson-1")
    praise(chronicle)
    schedule(chronicle, "lesson-2", number=2)
    keeper.catch_up()
    newer = Keeper(books, tenant.schema, history, NEWER, JOURNAL_PAGE)
    newer.begin()
    newer.catch_up()
    assert stands(books, tenant) == (history.head(), State.LIVE)
    assert len(contents(books, tenant.schema)["lesson"]) == 2


def test_what_makes_no_sense_halts_the_book_just_before_it(keeper, chronicle, books, tenant):
    schedule(chronicle, "lesson-1")
    sound = chronicle.record("lesson-lesson-1", MarkRecorded("pupil-1", 1, Mark.FIVE)).position
    keeper.catch_up()
    chronicle.record("lesson-lesson-1", MarkRecorded("pupil-2", 1, Mark.FOUR))
    chronicle.record("lesson-lesson-1", MarkRecorded("pupil-1", 1, Mark.TWO))
    chronicle.record("lesson-lesson-1", MarkRecorded("pupil-3", 1, Mark.FOUR))
    keeper.catch_up()
    assert stands(books, tenant) == (sound + 1, State.HALTED)
    told = standing(books, tenant.schema, BOOK).reason
    assert told == f"{sound + 2}: UniqueViolation book_journal_page_cell book_journal_page_cell_pkey"
    assert [row[1] for row in contents(books, tenant.schema)["cell"]] == ["pupil-1", "pupil-2"]


def test_one_halted_book_does_not_stop_another(keeper, keeper_of, chronicle, history, books, tenant):
    deaf = keeper_of(replace(AGAIN, fold=lambda *_: 1 / 0))
    schedule(chronicle, "lesson-1")
    assert [deaf.catch_up(), keeper.catch_up()] == [0, history.head()]
    assert stands(books, tenant, AGAIN.name) == (0, State.HALTED)
    assert stands(books, tenant) == (history.head(), State.LIVE)


def test_books_of_another_version_wait_for_their_rebuild(keeper, keeper_of, chronicle, books, reader, tenant):
    keeper.catch_up()
    schedule(chronicle, "lesson-1")
    assert keeper_of(replace(JOURNAL_PAGE, version=2)).catch_up() == 0
    assert stands(books, tenant) == (0, State.REBUILDING)
    with pytest.raises(BookNotReady):
        believed(reader, tenant.schema, BOOK)


def test_a_program_that_went_back_to_its_version_goes_on(keeper, keeper_of, chronicle, history, books, tenant):
    keeper_of(replace(JOURNAL_PAGE, version=2))
    schedule(chronicle, "lesson-1")
    keeper.begin()
    assert keeper.catch_up() == history.head()
    assert stands(books, tenant) == (history.head(), State.LIVE)


def test_two_keepers_apply_every_event_once(keeper, keeper_of, chronicle, history, books, tenant):
    teach(chronicle, 3)
    with closing(connect(tenant.dsn, "ledger_books")) as connection:
        other = Keeper(connection, tenant.schema, history, CATALOGUE, JOURNAL_PAGE)
        threads = [Thread(target=work, args=(one,)) for one in (keeper, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    keeper.catch_up()
    keeper_of(AGAIN).catch_up()
    assert stands(books, tenant) == (history.head(), State.LIVE)
    assert contents(books, tenant.schema) == contents(books, tenant.schema, AGAIN)


def work(keeper):
    while keeper.step(5):
        pass


def test_a_keeper_leaves_the_work_to_the_one_that_is_at_it(keeper, chronicle, history, tenant):
    schedule(chronicle, "lesson-1")
    with (
        closing(connect(tenant.dsn, "ledger_books")) as connection,
        keeper._locked(),
    ):
        assert Keeper(connection, tenant.schema, history, CATALOGUE, JOURNAL_PAGE).catch_up() == 0
    assert keeper.catch_up() == history.head()


def test_a_keeper_cut_off_in_the_middle_has_done_nothing(chronicle, history, keeper, books, administrator, tenant):
    teach(chronicle, 4, lessons=3)
    with closing(connect(tenant.dsn, "ledger_books")) as connection:

        def fold(acts, changes):
            JOURNAL_PAGE.fold(acts, changes)
            administrator.execute("SELECT pg_terminate_backend(%s, 5000)", (connection.info.backend_pid,))

        doomed = Keeper(connection, tenant.schema, history, CATALOGUE, replace(JOURNAL_PAGE, fold=fold))
        with pytest.raises(Unavailable):
            doomed.catch_up()
    assert stands(books, tenant) == (0, State.LIVE)
    assert keeper.catch_up() == history.head()
