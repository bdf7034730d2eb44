"""Masha and Petya in 5А, mathematics on 1 October 2026 with Anna Ivanovna: shared people, days and events."""

from datetime import UTC, date, datetime

from aggregates.journal.lesson.corrections import UNJUSTIFIED
from aggregates.journal.lesson.entries import Entry
from aggregates.journal.lesson.events import LessonScheduled
from aggregates.journal.lesson.state import LESSON
from aggregates.journal.lesson.window import Limits, Place
from ledger.document import Document, Order
from ledger.envelope import Rule
from ledger.stamp import Stamp
from tests import scenario

MASHA, PETYA, STRANGER = "masha", "petya", "stranger"
TEACHER, SUBSTITUTE, OTHER_TEACHER, CLASS_TEACHER = "anna-ivanovna", "olga-petrovna", "pavel", "vera"
YEAR, CLASS_5A, LESSON_ID = "year-2026", "class-5a", "lesson-1"

OCTOBER_1 = date(2026, 10, 1)
LAST_DAY, FIRST_CLOSED_DAY = date(2026, 10, 15), date(2026, 10, 16)

ORDER = Order("12", date(2026, 8, 28))
CERTIFICATE = Document("справка", "7", date(2026, 10, 12))

SCHEDULED = LessonScheduled(
    school_year=YEAR,
    school_class=CLASS_5A,
    subgroup=None,
    subject="mathematics",
    period="q1",
    on=OCTOBER_1,
    number=2,
    teacher=TEACHER,
)
LIMITS = Limits(version=1, edit_days=14, ahead_days=14)
PLACE = Place(frozenset({MASHA, PETYA}), LIMITS)
RULE = Rule("JRN-090", 1, "2026-10-15")


def by(actor=TEACHER, on=OCTOBER_1):
    """The stamp of *actor* on a day, at noon in Konevo."""
    return Stamp(actor, "teacher", datetime(on.year, on.month, on.day, 7, tzinfo=UTC), on, "command-1")


def entry(symbol, pupil=MASHA, column=1, why=UNJUSTIFIED):
    return Entry(pupil, column, symbol, why)


def given(*past):
    """A lesson that stands in the timetable, and what happened in it since."""
    return scenario.given(LESSON, SCHEDULED, *past)
