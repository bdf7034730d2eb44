"""Chance («случай») of the demo: the same sequence for the same seed, on every version of Python."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


class Chance:
    """Rests on `Random.random()` alone: that sequence is promised never to change, the other methods' is not."""

    def __init__(self, seed: str) -> None:
        self._next = Random(seed).random  # noqa: S311 - chance, not secrecy

    def happens(self, probability: float) -> bool:
        """Tell whether something happens this time."""
        return self._next() < probability

    def between(self, low: int, high: int) -> int:
        """Return a whole number, both ends included."""
        return low + int(self._next() * (high - low + 1))

    def pick(self, things: Sequence[Thing]) -> Thing:
        """Return one of them."""
        return things[int(self._next() * len(things))]

    def shuffled(self, things: Sequence[Thing]) -> list[Thing]:
        """Return them in another order."""
        keyed = [(self._next(), number) for number in range(len(things))]
        return [things[number] for _, number in sorted(keyed)]

    def around(self, middle: float, spread: float) -> float:
        """Return a number that is as a rule within *spread* of the middle, and never beyond three of them."""
        return middle + spread * 2 * (self._next() + self._next() + self._next() - 1.5)
