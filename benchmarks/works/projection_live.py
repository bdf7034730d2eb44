"""The journal book catches up in batches; beside SQL that inserts the same rows into indexed tables."""

from benchmarks import books
from benchmarks.harness import FLOOR, PROJECT, Work

WORK = Work("projection_live", "events/s", "≥ 0.45", {PROJECT: books.live, FLOOR: books.inserted})
