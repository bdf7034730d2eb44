"""Remaking («перестроение») of the demo's books, on as many cores as are worth it."""

import os

from api.house import House
from projections.book import Book
from projections.people.people import PEOPLE
from replay.rebuild import Rebuilt, rebuild
from replay.shadow import Ground

_PROCESSES_MAX = 2
_WORTH_IT = 20_000
"""Events; fewer are folded before another process has started."""


def remake(house: House, book: Book) -> Rebuilt:
    """Make a book anew from the events and put it in place of the kept one."""
    assert house.tenant.dsn is not None
    # The opener of names stays in this process: it holds keys.
    alone = book.name == PEOPLE.name or house.history.head() < _WORTH_IT
    processes = 0 if alone else min(_PROCESSES_MAX, os.cpu_count() or 1)
    return rebuild(Ground(house.tenant.dsn, house.tenant.schema, house.history, processes), book)
