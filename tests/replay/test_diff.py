"""What changed on a page between two moments, and nothing else."""

from datetime import date

import pytest

from aggregates.catalogue import CATALOGUE
from aggregates.journal.lesson.events import MarkChanged, MarkRecorded, MarkWithdrawn, Reason
from aggregates.journal.school_class.events import PupilLeft
from aggregates.journal.symbols import Mark
from projections.journal.page_view import PageKey
from replay.as_of import PagesAsOf
from replay.diff import page_diff
from tests.chronicle import ORDER, form_class, schedule

PAGE = PageKey("class-7a", "mathematics", "quarter-1")


@pytest.fixture
def since(chronicle, history):
    """Compare the page at a position with the present."""
    form_class(chronicle, "class-7a", ["pupil-1", "pupil-2"])
    schedule(chronicle, "lesson-1")
    chronicle.record("lesson-lesson-1", MarkRecorded("pupil-1", 1, Mark.THREE), MarkRecorded("pupil-2", 1, Mark.TWO))
    pages = PagesAsOf(history, CATALOGUE)
    return lambda position: page_diff(pages.page(PAGE, position), pages.page(PAGE, history.head()))


def test_a_page_does_not_differ_from_itself(since, history):
    assert since(history.head()).is_empty


def test_cells_written_changed_and_emptied_are_told(since, chronicle, history):
    before = history.head()
    chronicle.record(
        "lesson-lesson-1",
        MarkChanged("pupil-1", 1, Mark.THREE, Mark.FIVE, Reason.MISENTRY, None),
        MarkWithdrawn("pupil-2", 1, Mark.TWO, Reason.MISENTRY, None),
        MarkRecorded("pupil-1", 2, Mark.FOUR),
    )
    found = {
        (one.old and one.old.symbol, one.new and one.new.symbol): (one.old or one.new).pupil
        for one in since(before).cells
    }
    assert found == {("3", "5"): "pupil-1", ("2", None): "pupil-2", (None, "4"): "pupil-1"}


def test_lessons_and_pupils_that_came_or_went_are_told(since, chronicle, history):
    before = history.head()
    schedule(chronicle, "lesson-2", number=2)
    chronicle.record("class-class-7a", PupilLeft("pupil-2", date(2026, 10, 5), ORDER))
    found = since(before)
    assert [(one.old, one.new.lesson) for one in found.lessons] == [(None, "lesson-2")]
    assert [(one.old.last_on, one.new.last_on) for one in found.pupils] == [(None, date(2026, 10, 5))]
    assert found.cells == ()
