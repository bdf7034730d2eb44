"""One event a command, one writer."""

from benchmarks.appenders import contenders
from benchmarks.harness import Work
from benchmarks.writers import Crowd

WORK = Work("append_single_1", "events/s", "≥ 0.70", contenders(Crowd(1, 1, 1.5), 1))
