"""A command that had to wait is stamped when it is decided, not when it came; a clock set back is still refused."""

from datetime import date, timedelta

import pytest

from aggregates.catalogue import CATALOGUE
from commands.executor import Executor
from commands.journal import record_marks
from commands.journal.record_marks import CellEntry, RecordMarks
from commands.memory import Memory
from commands.sealing import Sealer
from ledger.history import ClockRefused
from ledger.stamp import instant

OCTOBER_1 = date(2026, 10, 1)
SECOND = timedelta(seconds=1)
TICK = timedelta(microseconds=1)


class Wristwatch:
    """Shows the moment that it is set to."""

    def now(self):
        return self.moment


@pytest.fixture
def watch():
    return Wristwatch()


@pytest.fixture
def school(school, history, keyring, entropy, watch):
    """The school, its teachers' commands carried out by an executor with a clock."""
    school.executor = Executor(history, CATALOGUE, Sealer(keyring), Memory(), entropy, watch)
    school.clock("2026-10-01 12:00")
    watch.moment = school.at
    return school


def marking(school, pupil):
    entries = (CellEntry(pupil=school.people[pupil], symbol="4"),)
    return RecordMarks(lesson=school.lessons["mathematics", OCTOBER_1], entries=entries)


def stamps(school):
    """The moments of the marks, as their envelopes tell them."""
    lesson = f"lesson-{school.lessons['mathematics', OCTOBER_1]}"
    return [one.recorded_at for one in school.metadata(lesson)[1:]]


def overtaken(school, by):
    """Somebody comes to the door; before it is their turn, a colleague whose clock shows so much more has saved."""
    came, caller = school.at, school.caller("T-M")
    school.at = came + by
    school.mark(OCTOBER_1, ("P2", "5"))
    return came, caller


def test_whoever_fell_behind_while_waiting_is_stamped_anew(school, watch):
    came, caller = overtaken(school, 2 * SECOND + TICK)
    watch.moment = came + 3 * SECOND
    school.executor.perform(record_marks.handle, marking(school, "P1"), caller)
    assert stamps(school) == [instant(came + 2 * SECOND + TICK), instant(came + 3 * SECOND)]


def test_within_two_seconds_the_moment_of_coming_stays(school, watch):
    came, caller = overtaken(school, 2 * SECOND)
    watch.moment = came + 3 * SECOND
    school.executor.perform(record_marks.handle, marking(school, "P1"), caller)
    assert stamps(school) == [instant(came + 2 * SECOND), instant(came)]


@pytest.mark.parametrize("moved", [-3600 * SECOND, timedelta(0), TICK])
def test_a_clock_set_back_is_refused_and_nothing_is_stored(school, watch, history, moved):
    came, caller = overtaken(school, 2 * SECOND + 2 * TICK)
    watch.moment = came + moved
    before = history.head()
    with pytest.raises(ClockRefused):
        school.executor.perform(record_marks.handle, marking(school, "P1"), caller)
    assert history.head() == before


def test_a_decision_made_again_is_stamped_again(school, watch):
    came, caller = school.at, school.caller("T-M")
    stamped = []

    def slowly(command, work):
        stamped.append(work.caller.at)
        record_marks.handle(command, work)
        if len(stamped) == 1:
            watch.moment = school.at = came + SECOND
            school.mark(OCTOBER_1, ("P2", "5"))

    school.executor.perform(slowly, marking(school, "P1"), caller)
    assert stamped == [came, came + SECOND]
    assert stamps(school) == [instant(came + SECOND)] * 2
