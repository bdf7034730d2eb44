"""All events to typed objects, one process; beside a keyset fetch that decodes nothing."""

from benchmarks import emmett, reading
from benchmarks.harness import FLOOR, PROJECT, Work
from benchmarks.library import replay

WORK = Work(
    "replay_1",
    "events/s",
    "≥ 0.55",
    {PROJECT: reading.one_process, FLOOR: reading.fetch, "eventsourcing": replay, "emmett": emmett.replay},
)
