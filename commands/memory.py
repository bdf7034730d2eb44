"""Memory («память состояний»): folded states by stream and version; versions make invalidation needless."""

from collections import OrderedDict
from threading import Lock
from typing import Any, NamedTuple


class Folded(NamedTuple):
    """A state and the version of the last event folded into it; (0, None) for an empty stream."""

    version: int
    state: Any


EMPTY = Folded(0, None)


class Memory:
    """The most recently used states, at most *limit* of them; safe to share between threads."""

    def __init__(self, limit: int = 10_000) -> None:
        self._limit = limit
        self._states: OrderedDict[str, Folded] = OrderedDict()
        self._lock = Lock()

    def get(self, stream: str) -> Folded:
        """Return what is remembered of *stream*."""
        with self._lock:
            folded = self._states.get(stream)
            if folded is None:
                return EMPTY
            self._states.move_to_end(stream)
            return folded

    def put(self, stream: str, folded: Folded) -> None:
        """Remember a newer state; an older one than known is dropped."""
        with self._lock:
            known = self._states.get(stream)
            if known is not None and known.version >= folded.version:
                return
            self._states[stream] = folded
            self._states.move_to_end(stream)
            if len(self._states) > self._limit:
                self._states.popitem(last=False)
