"""All events to typed objects, one process a core; beside a binary COPY that decodes nothing."""

from benchmarks import emmett, reading
from benchmarks.harness import FLOOR, PROJECT, Work
from benchmarks.library import replay

WORK = Work(
    "replay_all_cores",
    "events/s",
    "≥ 0.45",
    {PROJECT: reading.all_cores, FLOOR: reading.copy_out, "eventsourcing": replay, "emmett": emmett.replay},
)
