"""Writers: processes of threads that all begin at once and write for a while."""

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

Write = Callable[[], int]
"""Writes once and returns the number of events written."""

Prepare = Callable[..., AbstractContextManager[Callable[[int], Write]]]
"""Opens what one process needs; inside, gives each thread, by its number, what it does again and again."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many write at once, and for how long."""

    processes: int
    threads: int
    seconds: float

    def rate(self, prepare: Prepare, *arguments: object) -> float:
        """Return the events written per second by all together; *prepare* is a function of a module."""
        context = multiprocessing.get_context("spawn")
        ready = context.Barrier(self.processes * self.threads)
        counts = context.SimpleQueue()
        workers = [
            context.Process(target=_work, args=(self, number, prepare, arguments, ready, counts))
            for number in range(self.processes)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        if any(worker.exitcode for worker in workers):
            msg = "a writer failed"
            raise RuntimeError(msg)
        rates: list[float] = [counts.get() for _ in range(self.processes * self.threads)]
        return sum(rates)


def _work(crowd: Crowd, number: int, prepare: Prepare, arguments: tuple[object, ...], ready: Any, counts: Any) -> None:
    with prepare(*arguments) as writer, ThreadPoolExecutor(crowd.threads) as threads:
        first = number * crowd.threads
        writing = [threads.submit(_write, writer(first + one), crowd.seconds, ready) for one in range(crowd.threads)]
        for thread in writing:
            counts.put(thread.result())


def _write(write: Write, seconds: float, ready: Any) -> float:
    for _ in range(20):
        write()
    ready.wait(timeout=60)
    written, start = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - start) < seconds:
        written += write()
    return written / elapsed
