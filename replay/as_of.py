"""As of («по состоянию на»): a page as it stood at a position, read from the ledger itself.

A page is read by its own stream, then its lessons' streams, so the cost follows the page and not the ledger. The rows
are made by the same function as the book's, and the view from the rows: nothing is computed twice in two ways.
"""

from collections.abc import Sequence

from aggregates.journal.page.events import LessonListed
from ledger.catalogue import Catalogue
from ledger.history import History
from projections.act import Reader
from projections.book import Changes
from projections.journal.page import CELL, CLASS, COLUMN, JOURNAL_PAGE, LESSON, MEMBER, MOVE
from projections.journal.page_view import (
    CellRow,
    ClassRow,
    ColumnRow,
    LessonRow,
    MemberRow,
    MoveRow,
    PageKey,
    PageRows,
    PageView,
    page_view,
)
from replay.rows import rows_of


class PagesAsOf:
    """Journal pages of one tenant as they stood."""

    def __init__(self, history: History, catalogue: Catalogue) -> None:
        self._history = history
        self._reader = Reader(catalogue, JOURNAL_PAGE.events)

    def page(self, page: PageKey, position: int) -> PageView:
        """Return the page as it stood at *position*."""
        listed = (recorded.event for recorded in self._history.stream(f"page-{page.id}", up_to=position))
        lessons = [event.lesson for event in listed if isinstance(event, LessonListed)]
        changes = JOURNAL_PAGE.changes()
        self._fold(changes, [f"class-{page.group}", *(f"lesson-{lesson}" for lesson in lessons)], position)
        school_class = next((row[3] for row in changes[LESSON.name].new.values()), page.group)
        if school_class != page.group:
            self._fold(changes, [f"class-{school_class}"], position)
        return page_view(page, position, _page_rows(changes))

    def _fold(self, changes: Changes, streams: Sequence[str], position: int) -> None:
        JOURNAL_PAGE.fold(self._reader.read(self._history.entries(*streams, up_to=position)), changes)


def _page_rows(changes: Changes) -> PageRows:
    return PageRows(
        rows_of(changes, LESSON, LessonRow._make),
        rows_of(changes, COLUMN, ColumnRow._make),
        rows_of(changes, CELL, CellRow._make),
        rows_of(changes, CLASS, ClassRow._make),
        rows_of(changes, MOVE, MoveRow._make),
        rows_of(changes, MEMBER, MemberRow._make),
    )
