"""The harness: contenders for one work take turns, round by round, and only the ratio of their medians counts."""

import statistics
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from benchmarks.ground import Ground

Contender = Callable[[Ground], float]
"""Does the work once and returns how it went, in the work's unit."""

PROJECT, FLOOR = "project", "floor"


class Skipped(Exception):  # noqa: N818 - names a state of affairs
    """A contender cannot take part here; the text says why."""


@dataclass(frozen=True)
class Work:
    """One line of the table. `contenders` has the project, the floor, and peers by name; the goal is for the ratio."""

    name: str
    unit: str
    goal: str
    contenders: Mapping[str, Contender]
    rounds: int = 3


@dataclass
class Outcome:
    """What came out: the measured values by contender, and why some did not take part."""

    work: Work
    values: dict[str, list[float]] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)

    def median(self, contender: str) -> float | None:
        """Return the contender's figure, None if it did not take part."""
        values = self.values.get(contender)
        return statistics.median(values) if values else None

    @property
    def ratio(self) -> float | None:
        """The project's figure to the floor's."""
        value, floor = self.median(PROJECT), self.median(FLOOR)
        return value / floor if value is not None and floor else None

    def as_json(self) -> dict[str, object]:
        """Return the line for programs; `skipped` is there only if somebody did not take part."""
        peers = {name: self.median(name) for name in self.values if name not in {PROJECT, FLOOR}}
        line: dict[str, object] = {
            "work": self.work.name,
            "value": self.median(PROJECT),
            "unit": self.work.unit,
            "floor": self.median(FLOOR),
            "ratio": self.ratio,
            "peers": peers,
        }
        return {**line, "skipped": self.skipped} if self.skipped else line


def run(work: Work, ground: Ground) -> Outcome:
    """Let the contenders take turns; peers, whose place nobody doubts, have one turn."""
    outcome = Outcome(work)
    for turn in range(work.rounds):
        for name in work.contenders:
            if turn == 0 or name in {PROJECT, FLOOR}:
                _measure(outcome, name, ground)
                print(f"{work.name}: {turn + 1}/{work.rounds} {name}", file=sys.stderr)
    return outcome


def _measure(outcome: Outcome, name: str, ground: Ground) -> None:
    if name in outcome.skipped:
        return
    try:
        outcome.values.setdefault(name, []).append(outcome.work.contenders[name](ground))
    except Skipped as reason:
        outcome.skipped[name] = str(reason)
        outcome.values.pop(name, None)
