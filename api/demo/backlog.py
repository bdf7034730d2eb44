"""Backlog («отложенное»): what will be done some days of lessons later, while the edit window is still open."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from api.demo.deed import Deed


class Backlog:
    """Deeds by the day on which they are due."""

    def __init__(self, days: Sequence[date], window: int) -> None:
        self._days = days
        self._window = window
        self._due: dict[date, list[Deed]] = defaultdict(list)

    def put(self, about: date, later: int, deed: Deed) -> None:
        """Note a deed about a lesson of one day, to be done so many days of lessons later, unless the window closes."""
        on = self.day_after(about, later)
        if on is not None and (on - about).days <= self._window:
            self._due[on].append(deed)

    def put_late(self, about: date, later: int, *deeds: Deed) -> None:
        """Note deeds for days one after another, when the window has closed; those after the last day are dropped."""
        for number, deed in enumerate(deeds):
            on = self.day_after(about, later + number)
            if on is not None:
                self._due[on].append(deed)

    def take(self, on: date) -> list[Deed]:
        """Return what is due on a day."""
        return self._due.pop(on, [])

    def day_after(self, on: date, later: int) -> date | None:
        """Return the day with lessons so many after another, None beyond the last."""
        place = bisect_left(self._days, on) + later
        return self._days[place] if place < len(self._days) else None
