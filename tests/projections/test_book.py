"""What a batch does to a table, put together in memory and done to the database."""

from dataclasses import replace

import pytest

from projections import tables
from projections.book import Book, Missing, Rows, Table
from tests.books import contents

SEAT = Table("seat", {"row": "smallint", "place": "smallint", "holder": "text", "since": "date"}, key=2)
THEATRE = Book("theatre", 1, (SEAT,), frozenset(), lambda *_: None)
ANNA, BORIS = (1, 1, "Анна\t\\N\n«»", "2026-10-01"), (1, 2, "Борис", None)


@pytest.fixture
def seats():
    return Rows(SEAT)


@pytest.fixture
def write(books, tenant):
    """Do a batch to the table and tell who sits where."""
    tables.create(books, tenant.schema, THEATRE)
    tables.add_indexes(books, tenant.schema, THEATRE)

    def done(*steps):
        changes = THEATRE.changes()
        for step, *arguments in steps:
            values = arguments.pop() if isinstance(arguments[-1], dict) else {}
            getattr(changes["seat"], step)(*arguments, **values)
        with books.transaction():
            tables.write(books, tenant.schema, THEATRE, changes)
        return {row[:2]: row[2] for row in contents(books, tenant.schema, THEATRE)["seat"]}

    return done


def test_a_new_row_can_be_changed_within_its_batch(seats):
    seats.insert(BORIS)
    seats.patch((1, 2), holder="Вера")
    assert (seats.new, seats.patches) == ({(1, 2): (1, 2, "Вера", None)}, {})


def test_changes_of_an_older_row_add_up(seats):
    seats.patch((1, 2), holder="Вера")
    seats.patch((1, 2), since="2026-10-02", holder="Глеб")
    assert seats.patches == {(1, 2): {"holder": "Глеб", "since": "2026-10-02"}}


def test_a_row_that_was_taken_away_has_nothing_left_to_change(seats):
    seats.patch((1, 2), holder="Вера")
    seats.remove((1, 2))
    assert (seats.patches, seats.gone) == ({}, {(1, 2)})
    with pytest.raises(Missing):
        seats.patch((1, 2), holder="Вера")


def test_text_comes_back_as_it_was_written(write):
    assert write(("insert", ANNA), ("insert", BORIS)) == {(1, 1): "Анна\t\\N\n«»", (1, 2): "Борис"}


def test_rows_are_replaced_taken_away_and_put_back(write):
    write(("insert", ANNA), ("insert", BORIS))
    assert write(("replace", (1, 1, "Вера", None)), ("remove", (1, 2))) == {(1, 1): "Вера"}
    assert write(("remove", (1, 1)), ("insert", ANNA)) == {(1, 1): ANNA[2]}


def test_only_the_named_columns_of_the_named_rows_change(write):
    write(("insert", ANNA), ("insert", BORIS), ("insert", (2, 1, "Вера", None)))
    changed = write(("patch", (1, 1), {"holder": None}), ("patch", (1, 2), {"holder": "Глеб", "since": "2026-10-02"}))
    assert changed == {(1, 1): None, (1, 2): "Глеб", (2, 1): "Вера"}


def test_a_row_that_is_not_there_cannot_be_changed(write):
    with pytest.raises(Missing):
        write(("patch", (9, 9), {"holder": "Вера"}))


def test_tables_of_another_name_are_not_touched(write, books, tenant):
    write(("insert", ANNA))
    shadow = replace(THEATRE, name="theatre_next")
    tables.create(books, tenant.schema, shadow)
    tables.drop(books, tenant.schema, shadow)
    assert len(contents(books, tenant.schema, THEATRE)["seat"]) == 1
