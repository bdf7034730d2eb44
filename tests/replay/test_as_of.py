"""A page as it stood: from the ledger alone, equal to what the book said at the time."""

from datetime import timedelta

import pytest

from aggregates.catalogue import CATALOGUE
from aggregates.journal.lesson.events import MarkChanged, MarkRecorded, Reason
from aggregates.journal.symbols import Mark
from projections.journal.page_query import read_page
from projections.journal.page_view import PageKey
from replay.as_of import PagesAsOf
from tests.chronicle import MORNING, form_class, schedule, teach

PAGE = PageKey("class-7a", "mathematics", "quarter-1")


@pytest.fixture
def pages(history):
    return PagesAsOf(history, CATALOGUE)


@pytest.fixture
def corrected(chronicle):
    """A lesson whose only mark was corrected; the positions of its acts."""
    form_class(chronicle, "class-7a", ["pupil-1", "pupil-2"])
    schedule(chronicle, "lesson-1")
    recorded = chronicle.record("lesson-lesson-1", MarkRecorded("pupil-1", 1, Mark.THREE)).position
    changed = chronicle.record(
        "lesson-lesson-1", MarkChanged("pupil-1", 1, Mark.THREE, Mark.FOUR, Reason.MISENTRY, None)
    ).position
    return recorded, changed


def symbols(view):
    return [cell.symbol for cell in view.cells]


def test_a_page_shows_what_was_recorded_by_then_and_nothing_later(pages, corrected):
    recorded, changed = corrected
    assert symbols(pages.page(PAGE, recorded - 1)) == []
    assert symbols(pages.page(PAGE, recorded)) == ["3"]
    assert symbols(pages.page(PAGE, changed - 1)) == ["3"]
    assert symbols(pages.page(PAGE, changed)) == ["4"]


def test_a_moment_includes_what_was_recorded_at_it(history, chronicle, corrected):
    recorded, changed = corrected
    at = chronicle.at
    assert history.position_at(at) == changed
    assert history.position_at(at - timedelta(microseconds=1)) == recorded


@pytest.mark.usefixtures("corrected")
def test_before_the_first_event_every_page_is_empty(pages, history):
    view = pages.page(PAGE, history.position_at(MORNING))
    assert (view.lessons, view.pupils, view.cells) == ((), (), ())


def test_the_list_of_pupils_is_that_of_the_day(pages, corrected):
    assert [line.pupil for line in pages.page(PAGE, corrected[0]).pupils] == ["pupil-1", "pupil-2"]


@pytest.mark.parametrize("seed", range(3))
def test_the_book_and_the_ledger_show_the_same_page(seed, pages, chronicle, keeper, reader, tenant):
    teach(chronicle, seed)
    page = PageKey(f"class-{seed}", "mathematics", "quarter-1")
    compared = []
    while keeper.step(7):
        kept = read_page(reader, tenant.schema, page)
        if kept.position in chronicle.ends:
            assert pages.page(page, kept.position) == kept
            compared.append(kept)
    assert len(compared) > 5
    assert compared[-1].position == chronicle.ends[-1]
    assert compared[-1].cells
