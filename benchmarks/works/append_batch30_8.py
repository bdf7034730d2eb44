"""One lesson's 30 marks a command, eight writers in two processes."""

from benchmarks.appenders import contenders
from benchmarks.harness import Work
from benchmarks.samples import LESSON
from benchmarks.writers import Crowd

WORK = Work("append_batch30_8", "events/s", "≥ 0.70", contenders(Crowd(2, 4, 1.5), LESSON))
