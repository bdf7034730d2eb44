"""Quorum and majority («кворум», «большинство»): exact arithmetic in whole numbers (CON-09)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many of a composition are there: more than two thirds make the meeting competent (KES-033)."""

    total: int
    present: int

    @property
    def reached(self) -> bool:
        """Whether more than two thirds are present; exactly two thirds are not enough."""
        return 3 * self.present > 2 * self.total

    @property
    def needed(self) -> int:
        """The smallest number of members that is more than two thirds: 17 of 24, 16 of 23."""
        return 2 * self.total // 3 + 1

    @property
    def missing(self) -> int:
        """How many more have to come."""
        return max(0, self.needed - self.present)


def majority(participants: int) -> int:
    """Return the smallest number of votes that is more than half of *participants* (KES-035)."""
    return participants // 2 + 1
