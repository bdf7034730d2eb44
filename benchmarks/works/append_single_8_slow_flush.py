"""One event a command, eight writers in two processes, on a disk whose flush takes 5 ms."""

from benchmarks.appenders import contenders
from benchmarks.harness import Work
from benchmarks.writers import Crowd

WORK = Work("append_single_8_slow_flush", "events/s", "≥ 0.90", contenders(Crowd(2, 4, 3.0), 1, slow=True))
