"""The journal book made anew on all cores; beside SQL that makes the same tables and indexes, with parallel workers."""

from benchmarks import books
from benchmarks.harness import FLOOR, PROJECT, Work

WORK = Work("rebuild", "events/s", "≥ 1.0", {PROJECT: books.rebuilt, FLOOR: books.created})
