"""The verifier passes a sound ledger and names every way of tampering that the bytes beside one another betray."""

from hashlib import sha256

import psycopg
import pytest
from psycopg import sql

from aggregates.journal.lesson.events import MarkChanged, MarkRecorded, Reason
from aggregates.journal.symbols import Mark
from aggregates.people.person.events import DestructionGround, KeyCommitted, KeyDestroyed
from ledger.history import Append, Box, Leaf
from ledger.sealing import Category, Sealed
from projections import tables
from projections.journal.page import CELL, JOURNAL_PAGE
from replay import verify as verifying
from replay.finding import Kind
from replay.shadow import Ground
from replay.verify import Verified, verify, verify_books
from tests.chronicle import schedule, teach

BOX = b"ciphertext"


@pytest.fixture
def found(tenant):
    """What the verifier finds, by kind and position."""

    def look(processes=0):
        return {(one.kind, one.position) for one in verify(tenant.dsn, tenant.schema, processes=processes).findings}

    return look


@pytest.fixture
def tamper(tenant, unsound):
    """Change the ledger as only its administrator can: with the guards taken off."""

    def change(statement, *values):
        with psycopg.connect(tenant.dsn) as connection:
            for table in ("event", "event_0", "command", "sealed"):
                place = sql.Identifier(tenant.schema, table)
                connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(place))
            done = connection.execute(sql.SQL(statement).format(sql.Identifier(tenant.schema)), values)
            assert done.rowcount > 0

    return change


@pytest.fixture
def lesson(chronicle):
    """Positions: 1 the lesson, 2 its page, 3 a mark, 4 its correction."""
    schedule(chronicle, "lesson-1")
    chronicle.record("lesson-lesson-1", MarkRecorded("pupil-1", 1, Mark.THREE))
    chronicle.record("lesson-lesson-1", MarkChanged("pupil-1", 1, Mark.THREE, Mark.FIVE, Reason.MISENTRY, None))
    return chronicle


@pytest.fixture
def noted(lesson):
    """At position 5 a correction with a sealed note, its box beside it."""
    note = Sealed("key-1", sha256(BOX).hexdigest())
    corrected = MarkChanged("pupil-1", 1, Mark.FIVE, Mark.FOUR, Reason.RESIT, note)
    lesson.record("lesson-lesson-1", corrected, box=Box(0, 0, "key-1", BOX))
    return lesson


def test_a_ledger_that_lived_is_sound(chronicle, tenant, history):
    teach(chronicle, 8)
    assert verify(tenant.dsn, tenant.schema) == Verified(history.head(), ())


@pytest.mark.usefixtures("lesson")
def test_several_processes_verify_what_one_would(monkeypatch, tamper, found):
    tamper("UPDATE {}.event SET name = 'lesson.mark-changed.v1' WHERE position = 3")
    alone = found()
    monkeypatch.setattr(verifying, "SPAN_MIN", 2)
    assert found(processes=2) == alone


def test_an_empty_ledger_is_sound(found):
    assert found() == set()


@pytest.mark.usefixtures("lesson")
@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("DELETE FROM {}.event WHERE position = 3", {(Kind.HOLE, 3), (Kind.VERSION, 4)}),
        ("DELETE FROM {}.event WHERE position = 1", {(Kind.HOLE, 1), (Kind.VERSION, 3), (Kind.VERSION, 4)}),
        ("DELETE FROM {}.event WHERE position = 4", {(Kind.COMMAND, 4)}),
        ("UPDATE {}.event SET position = 9 WHERE position = 4", {(Kind.HOLE, 4), (Kind.COMMAND, 9), (Kind.COMMAND, 4)}),
        ("UPDATE {}.event SET name = 'lesson.removed.v1' WHERE position = 3", {(Kind.COLUMN, 3)}),
        ("UPDATE {}.event SET stream = 'lesson-2' WHERE position = 4", {(Kind.COLUMN, 4), (Kind.VERSION, 4)}),
        ("UPDATE {}.event SET version = 7 WHERE position = 4", {(Kind.COLUMN, 4), (Kind.VERSION, 4)}),
        ("UPDATE {}.event SET recorded_at = recorded_at + interval '1 us' WHERE position = 4", {(Kind.CLOCK, 4)}),
        (
            "UPDATE {}.event SET recorded_at = recorded_at + interval '1 hour' WHERE position = 3",
            {(Kind.CLOCK, 3), (Kind.CLOCK, 4)},
        ),
        ("UPDATE {}.event SET bytes = bytes || ' ' WHERE position = 3", {(Kind.NOT_CANONICAL, 3)}),
        ("UPDATE {}.event SET bytes = '{{}}' WHERE position = 3", {(Kind.UNREADABLE, 3)}),
        ("UPDATE {}.event SET bytes = '\\xff' WHERE position = 3", {(Kind.UNREADABLE, 3)}),
        ("DELETE FROM {}.command WHERE position = 3", {(Kind.COMMAND, 3), (Kind.COMMAND, 4)}),
        ("DELETE FROM {}.command WHERE position = 4", {(Kind.COMMAND, 3), (Kind.COMMAND, 4)}),
        ("UPDATE {}.command SET n = 2 WHERE position = 3", {(Kind.COMMAND, 3)}),
        ("UPDATE {}.command SET id = gen_random_uuid() WHERE position = 3", {(Kind.COMMAND, 3)}),
    ],
)
def test_tampering_is_named_where_it_was_done(statement, expected, tamper, found):
    assert found() == set()
    tamper(statement)
    assert found() == expected


@pytest.mark.usefixtures("noted")
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM {}.sealed",
        "UPDATE {}.sealed SET box = 'another'",
        "UPDATE {}.sealed SET key_id = 'key-2'",
        "UPDATE {}.sealed SET position = 4",
        "UPDATE {}.sealed SET position = 99",
    ],
)
def test_a_box_that_is_lost_changed_or_moved_is_named(statement, tamper, found):
    assert found() == set()
    tamper(statement)
    assert Kind.SEALED in {kind for kind, _ in found()}


def test_a_box_may_be_gone_once_the_destruction_of_its_key_was_recorded(noted, tamper, found):
    committed = KeyCommitted(Category.GROUNDS, "key-1", "0" * 64)
    destroyed = KeyDestroyed(Category.GROUNDS, "key-1", DestructionGround.CONSENT_WITHDRAWN, None)
    noted.record("person-1", committed, destroyed, last_day=None)
    tamper("DELETE FROM {}.sealed")
    assert found() == set()


def test_a_destruction_that_cannot_be_read_destroys_nothing(noted, tamper, found):
    committed = KeyCommitted(Category.GROUNDS, "key-1", "0" * 64)
    destroyed = KeyDestroyed(Category.GROUNDS, "key-1", DestructionGround.CONSENT_WITHDRAWN, None)
    noted.record("person-1", committed, destroyed, last_day=None)
    tamper("UPDATE {}.event SET bytes = '{{}}' WHERE position = 7")
    tamper("DELETE FROM {}.sealed")
    assert found() == {(Kind.UNREADABLE, 7), (Kind.SEALED, 5)}


@pytest.mark.usefixtures("lesson", "unsound")
def test_an_event_that_nobody_knows_is_unreadable(chronicle, found):
    leaf = Leaf("lesson-2", 1, "lesson.praised.v1", b'{"name":"lesson.praised.v1"}')
    command = "00000000-0000-0000-0000-00000000abcd"
    position = chronicle.history.append(Append(command, b"d", chronicle.at, [leaf], {"lesson-2": 0})).position
    assert found() == {(Kind.UNREADABLE, position)}


@pytest.mark.usefixtures("lesson")
def test_a_kept_book_is_verified_and_left_as_it_is(history, keeper, books, tenant):
    ground = Ground(tenant.dsn, tenant.schema, history, processes=0)
    keeper.catch_up()
    assert list(verify_books(ground, [JOURNAL_PAGE])) == []
    place = tables.place_of(tenant.schema, JOURNAL_PAGE, CELL)
    books.execute(sql.SQL("UPDATE {} SET symbol = '4'").format(place))
    (finding,) = verify_books(ground, [JOURNAL_PAGE])
    assert (finding.kind, "4, from events 5" in finding.words) == (Kind.BOOK, True)
    assert books.execute(sql.SQL("SELECT symbol FROM {}").format(place)).fetchone() == ("4",)
