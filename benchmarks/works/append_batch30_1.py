"""One lesson's 30 marks a command, one writer."""

from benchmarks.appenders import contenders
from benchmarks.harness import Work
from benchmarks.samples import LESSON
from benchmarks.writers import Crowd

WORK = Work("append_batch30_1", "events/s", "≥ 0.65", contenders(Crowd(1, 1, 1.5), LESSON))
