"""One event a command, eight writers in two processes."""

from benchmarks.appenders import contenders
from benchmarks.harness import Work
from benchmarks.writers import Crowd

WORK = Work("append_single_8", "events/s", "≥ 0.60", contenders(Crowd(2, 4, 1.5), 1))
