"""Absences («пропуски») of the demo: who is ill or away, and what the class teacher later states of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from aggregates.journal.symbols import Attendance
from api.demo.chance import Chance
from api.demo.school import Pupil, SchoolClass

_BEGINS = 0.0095
"""The probability that a pupil of ordinary health begins to be absent on a day."""
_KINDS = (
    (0.75, Attendance.ILLNESS, (3, 8)),
    (0.92, Attendance.VALID_REASON, (1, 2)),
    (1.01, Attendance.NO_VALID_REASON, (1, 1)),
)
_STATED_DAYS = 5
"""The class teacher states the reason when the pupil is back, or after a week."""


@dataclass(slots=True)
class Absence:
    """One pupil's absence: the days of lessons that are left of it, and the lessons missed so far."""

    pupil: Pupil
    reason: Attendance
    days_left: int
    first_on: date
    lessons: list[str] = field(default_factory=list)
    days: int = 0


class Absences:
    """Who is absent today."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._now: dict[str, Absence] = {}

    def begin(self, classes: Iterable[SchoolClass], on: date) -> Iterator[tuple[SchoolClass, Absence]]:
        """Begin a day with lessons: some fall ill, others come back; yield absences whose reason can be stated."""
        for school_class, pupil in ((one, pupil) for one in classes for pupil in one.pupils):
            absence = self._now.get(pupil.id)
            if absence is None:
                if self._chance.happens(_BEGINS * pupil.frailty):
                    self._now[pupil.id] = self._new(pupil, on)
            elif absence.days_left == 0:
                del self._now[pupil.id]
                yield school_class, absence
            elif absence.days == _STATED_DAYS:
                self._now[pupil.id] = Absence(pupil, absence.reason, absence.days_left, on)
                yield school_class, absence
        for absence in self._now.values():
            absence.days_left -= 1
            absence.days += 1

    def of(self, pupil: Pupil) -> Absence | None:
        """Return the absence of a pupil who is not there today."""
        return self._now.get(pupil.id)

    def forget(self, pupil: Pupil) -> None:
        """Let the absence of a pupil who moves end unexplained: its lessons are another class teacher's."""
        self._now.pop(pupil.id, None)

    def _new(self, pupil: Pupil, on: date) -> Absence:
        lot = self._chance.between(0, 99) / 100
        reason, (low, high) = next((reason, days) for below, reason, days in _KINDS if lot < below)
        return Absence(pupil, reason, self._chance.between(low, high), on)
