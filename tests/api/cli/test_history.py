"""`ledger rebuild`, `as-of` and `biography` show a person, and a program, what the ledger knows of the past."""

from contextlib import closing
from datetime import UTC, datetime

import pytest
from psycopg import sql

from aggregates.catalogue import CATALOGUE
from aggregates.council.council.events import CouncilEstablished
from aggregates.council.meeting.events import AgendaItem, MeetingConvened, MemberArrived
from aggregates.journal.lesson.events import MarkChanged, MarkRecorded, Reason, TopicRecorded
from aggregates.journal.permission.events import Cell
from aggregates.journal.symbols import Mark
from ledger.postgres.connections import connect, pool
from ledger.postgres.history import PostgresHistory
from projections import tables
from projections.journal.page import CELL, JOURNAL_PAGE
from tests.chronicle import OCTOBER_1, ORDER, Chronicle, form_class, permit, schedule

PAGE = ("7А", "mathematics", "quarter-1")
BOOKS = ["journal_page", "edit_justifications", "council_decisions", "people"]


@pytest.fixture
def school(ledger, tenant, monkeypatch):
    """A lesson on 1 October whose mark was corrected under a permission on the 20th, and a meeting."""
    monkeypatch.setenv("LEDGER_DSN", tenant.dsn)
    monkeypatch.setenv("LEDGER_KEYS_DSN", tenant.keys_dsn)
    with (
        pool(tenant.dsn, "ledger_app", size=2) as connections,
        PostgresHistory(connections, tenant.schema, CATALOGUE) as history,
    ):
        chronicle = Chronicle(history)
        form_class(chronicle, "class-7a", ["pupil-1", "pupil-2"])
        schedule(chronicle, "lesson-1")
        chronicle.record("lesson-lesson-1", TopicRecorded("Дроби", late=False))
        chronicle.record("lesson-lesson-1", MarkRecorded("pupil-1", 1, Mark.THREE))
        chronicle.at = datetime(2026, 10, 20, 9, tzinfo=UTC)
        permit(chronicle, "permit-1", "pupil-1", Cell("lesson-1", 1))
        changed = MarkChanged("pupil-1", 1, Mark.THREE, Mark.FIVE, Reason.ILLNESS, None)
        chronicle.record("lesson-lesson-1", changed, permission="permit-1")
        convened = MeetingConvened("council-1", "7", OCTOBER_1, (AgendaItem("item-1", "О программе"),))
        established = CouncilEstablished("school-1", "Экспертный совет", "Europe/Moscow", ORDER)
        chronicle.record("council-council-1", established, last_day=None)
        chronicle.record("meeting-meeting-1", convened, MemberArrived("member-1"), last_day=None)
    return ledger


@pytest.fixture
def kept(school):
    assert school("rebuild").code == 0
    return school


def test_rebuilding_makes_every_book_and_says_so(school):
    answer = school("rebuild", "--json", "--processes", "1")
    assert (answer.code, answer.err) == (0, "")
    assert [one["book"] for one in answer.told] == BOOKS
    assert {one["comparison"] for one in answer.told} == {None}


def test_rebuilding_again_finds_no_difference(kept):
    answer = kept("rebuild", "journal_page")
    assert answer.code == 0
    assert "расхождений нет" in answer.out


def test_a_difference_is_shown_and_told_by_the_exit_code(kept, tenant):
    with closing(connect(tenant.dsn, "ledger_books")) as books:
        place = tables.place_of(tenant.schema, JOURNAL_PAGE, CELL)
        books.execute(sql.SQL("UPDATE {} SET symbol = '4'").format(place))
    answer = kept("rebuild", "journal_page")
    assert answer.code == 3
    assert "cell lesson-1/pupil-1/1 symbol: 4 → 5" in " ".join(answer.out.split())


def test_an_unknown_book_is_named_with_the_known_ones(school):
    answer = school("rebuild", "диплом")
    assert answer.code == 2
    assert "journal_page" in answer.err


@pytest.mark.parametrize(("at", "symbol"), [("2026-10-19", "3"), ("2026-10-20", "5’*"), (None, "5’*")])
def test_a_page_is_shown_as_of_the_end_of_a_day(kept, at, symbol):
    answer = kept("as-of", "page", *PAGE, *(("--at", at) if at else ()))
    assert answer.code == 0
    line = next(line for line in answer.out.splitlines() if "pupil-1" in line)
    assert set(line.split()[-1]) == set(symbol)
    assert "Дроби" in answer.out


def test_a_page_is_told_to_programs_with_its_position(kept):
    told = kept("as-of", "page", *PAGE, "--at", "7", "--json").told
    assert told["position"] == 7
    assert [(cell["pupil"], cell["symbol"]) for cell in told["cells"]] == [("pupil-1", "3")]


def test_what_changed_between_two_days_is_shown_alone(kept):
    answer = kept("as-of", "page", *PAGE, "--since", "2026-10-02", "--json")
    assert [(one["old"]["symbol"], one["new"]["symbol"]) for one in answer.told["cells"]] == [("3", "5")]
    assert "Страница не изменилась" in kept("as-of", "page", *PAGE, "--since", str(answer.told["to_position"])).out


def test_a_page_without_lessons_is_empty_and_no_error(kept):
    answer = kept("as-of", "page", "7А", "physics", "quarter-1")
    assert (answer.code, "ещё нет уроков" in answer.out) == (0, True)


@pytest.mark.parametrize("named", ["8Б", "7\u0041"], ids=["no class", "Latin letter"])
def test_a_page_of_nobody_is_refused(kept, named):
    answer = kept("as-of", "page", named, "mathematics", "quarter-1", "--json")
    assert (answer.code, answer.out) == (1, "")
    assert '"page.unknown"' in answer.err


def test_a_class_is_not_denied_while_the_book_that_knows_its_name_is_not_made(school):
    answer = school("as-of", "page", *PAGE, "--json")
    assert (answer.code, answer.out) == (1, "")
    assert '"book.not-ready"' in answer.err
    assert "ledger worker" in answer.err
    assert school("as-of", "page", "class-7a", *PAGE[1:]).code == 0


def test_a_class_is_not_denied_while_the_book_has_not_caught_up(kept, tenant):
    with closing(connect(tenant.dsn, "ledger_books")) as books:
        book = sql.Identifier(tenant.schema, "book")
        books.execute(sql.SQL("UPDATE {} SET position = position - 1 WHERE name = 'journal_page'").format(book))
    assert kept("as-of", "page", *PAGE).code == 0
    assert '"book.behind"' in kept("as-of", "page", "8Б", *PAGE[1:], "--json").err


@pytest.mark.parametrize("option", ["--at", "--since"])
@pytest.mark.parametrize("moment", ["вчера", "9999-12-31", "9999-12-30", "0", "9" * 5000])
def test_a_moment_that_is_none_is_refused(kept, option, moment):
    answer = kept("as-of", "page", *PAGE, option, moment)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(f"Ошибка: Поле «{option}»")


@pytest.mark.parametrize("words", [("as-of", "meeting"), ("biography", "lesson-1"), ("account", "show")])
def test_words_that_are_no_text_are_refused(kept, words):
    answer = kept(*words, "\udcff")
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)


def test_a_meeting_is_shown_as_it_stood(kept):
    assert "№ 7 от 01.10.2026" in kept("as-of", "meeting", "meeting-1").out
    assert kept("as-of", "meeting", "meeting-1", "--at", "2026-10-01").code == 1


def test_a_biography_tells_who_when_what_why_and_by_whose_leave(kept):
    answer = kept("biography", "lesson-1", "pupil-1", "--json")
    first, second = answer.told["steps"]
    assert (first["old"], first["new"], first["rule"]["limit"], first["permission"]) == (None, "3", "2026-10-15", None)
    assert (second["old"], second["new"], second["reason"]) == ("3", "5", "illness")
    assert second["permission"]["granted_by"] == "head-1"
    assert "справка № 17" in " ".join(kept("biography", "lesson-1", "pupil-1").out.split())


@pytest.mark.parametrize("column", ["первая", "0", "21", "9" * 5000])
def test_a_column_that_is_none_is_refused(ledger, column):
    assert ledger("biography", "lesson-1", "pupil-1", column).code == 2
