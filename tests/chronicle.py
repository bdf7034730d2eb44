"""A chronicle: events appended straight to the ledger, in the words of the journal, with chosen moments."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from uuid import UUID

from aggregates.catalogue import CATALOGUE
from aggregates.journal.lesson.events import (
    AbsenceReasonStated,
    AttendanceChanged,
    AttendanceRecorded,
    ColumnOpened,
    HomeworkAssigned,
    LessonRemoved,
    LessonScheduled,
    MarkChanged,
    MarkRecorded,
    MarkWithdrawn,
    Reason,
    SubstituteAppointed,
    TopicRecorded,
    WorkKind,
)
from aggregates.journal.page.events import LessonListed, LessonUnlisted
from aggregates.journal.permission.events import Cell, Ground, PermissionGranted, PermissionRequested
from aggregates.journal.school_class.events import ClassFormed, PupilJoined, PupilLeft, SubgroupFormed
from aggregates.journal.symbols import Attendance, Mark
from ledger.document import Document, Order
from ledger.envelope import Metadata, Rule
from ledger.event import Event
from ledger.history import Append, Box, History, Leaf, Receipt
from ledger.stamp import instant

MORNING = datetime(2026, 10, 1, 7, 0, tzinfo=UTC)
OCTOBER_1 = date(2026, 10, 1)
LAST_DAY = date(2026, 10, 15)
ORDER = Order("12-у", date(2026, 8, 31))
TEACHER = "teacher-1"


class Chronicle:
    """Appends events one command a call; each command is a minute later than the one before."""

    def __init__(self, history: History, start: datetime = MORNING) -> None:
        self.history = history
        self.at = start
        self.versions: dict[str, int] = {}
        self.ends: list[int] = []
        self._commands = count(1)

    def record(
        self,
        stream: str,
        *events: Event,
        also: tuple[str, Event] | None = None,
        actor: str = TEACHER,
        permission: str | None = None,
        last_day: date | None = LAST_DAY,
        box: Box | None = None,
    ) -> Receipt:
        """Record events of a stream, and perhaps one of another stream, as one command; *box* lies beside them."""
        self.at += timedelta(minutes=1)
        command = str(UUID(int=next(self._commands)))
        rule = None if last_day is None else Rule("JRN-090", 1, last_day.isoformat())
        reads: dict[str, int] = {}
        leaves = []
        for name, event in [*((stream, event) for event in events), *([also] if also else [])]:
            reads.setdefault(name, self.versions.get(name, 0))
            self.versions[name] = self.versions.get(name, 0) + 1
            metadata = Metadata(
                stream=name,
                version=self.versions[name],
                recorded_at=instant(self.at),
                recorded_on=self.at.date(),
                actor=actor,
                role="teacher",
                command=command,
                cause=None,
                permission=permission,
                rule=rule,
            )
            leaves.append(Leaf(name, self.versions[name], event.name, CATALOGUE.encode(metadata, event)))
        receipt = self.history.append(Append(command, b"digest", self.at, leaves, reads, [box] if box else []))
        self.ends.append(receipt.position)
        return receipt


def scheduled(group: str = "class-7a", *, on: date = OCTOBER_1, number: int = 1, subgroup: str | None = None) -> Event:
    return LessonScheduled(
        school_year="year-2026",
        school_class=group,
        subgroup=subgroup,
        subject="mathematics",
        period="quarter-1",
        on=on,
        number=number,
        teacher=TEACHER,
    )


def schedule(chronicle: Chronicle, lesson: str, group: str = "class-7a", on: date = OCTOBER_1, number: int = 1) -> None:
    """Put a lesson of mathematics into the timetable and onto its page."""
    listed = LessonListed(lesson=lesson, on=on, number=number)
    page = f"page-{group}.mathematics.quarter-1"
    chronicle.record(f"lesson-{lesson}", scheduled(group, on=on, number=number), also=(page, listed))


def form_class(chronicle: Chronicle, school_class: str, pupils: list[str]) -> None:
    formed = ClassFormed(
        school_year="year-2026",
        institution="school-1",
        label="7А",
        grade=7,
        class_teacher="teacher-2",
        order=ORDER,
    )
    joined = [PupilJoined(pupil=pupil, from_on=date(2026, 9, 1), order=ORDER) for pupil in pupils]
    chronicle.record(f"class-{school_class}", formed, *joined, last_day=None)


def permit(chronicle: Chronicle, permission: str, pupil: str, *cells: Cell) -> None:
    """Have a teacher ask for a permission because of an illness, and the head grant it."""
    requested = PermissionRequested(
        school_year="year-2026",
        institution="school-1",
        school_class="class-7a",
        subject="mathematics",
        pupil=pupil,
        cells=cells,
        ground=Ground.ILLNESS,
        documents=(Document("справка", "17", date(2026, 10, 19)),),
        explanation=None,
    )
    chronicle.record(f"permission-{permission}", requested, last_day=None)
    chronicle.record(f"permission-{permission}", PermissionGranted(expires_on=None), actor="head-1", last_day=None)


def teach(chronicle: Chronicle, seed: int, *, lessons: int = 12, pupils: int = 6) -> None:
    """Keep a class's journal for some lessons: marks, corrections, absences, removals, as chance will have it."""
    chance = Random(seed)
    group = f"class-{seed}"
    children = [f"pupil-{seed}-{number}" for number in range(pupils)]
    form_class(chronicle, group, children)
    chronicle.record(f"class-{group}", SubgroupFormed("sub-1", "mathematics", "первая", tuple(children[:3]), OCTOBER_1))
    chronicle.record(f"class-{group}", PupilLeft(children[-1], date(2026, 10, 5), ORDER))
    chronicle.record(f"class-{group}", PupilJoined(children[-1], date(2026, 10, 9), ORDER))
    acts = []
    for number in range(lessons):
        lesson = f"lesson-{seed}-{number}"
        schedule(chronicle, lesson, group, OCTOBER_1 + timedelta(days=number), 1 + number % 6)
        acts.append(_hold(chronicle, chance, lesson, group, children))
    while acts:
        act = chance.choice(acts)
        if next(act, None) is None:
            acts.remove(act)


def _hold(chronicle: Chronicle, chance: Random, lesson: str, group: str, pupils: list[str]) -> Iterator[int]:
    """Let a lesson live, one command a step."""
    stream = f"lesson-{lesson}"
    if chance.random() < 0.1:
        page = f"page-{group}.mathematics.quarter-1"
        chronicle.record(stream, LessonRemoved("карантин"), also=(page, LessonUnlisted(lesson)))
        yield 1
        return
    marks = {pupil: chance.choice(list(Mark)) for pupil in pupils if chance.random() < 0.7}
    recorded = (MarkRecorded(pupil, 1, mark) for pupil, mark in marks.items())
    chronicle.record(stream, *recorded, ColumnOpened(2, WorkKind.TEST, None))
    yield 1
    chronicle.record(stream, TopicRecorded("Дроби", False), HomeworkAssigned("№ 17,\t«а»\\б\nи 18", True))
    yield 1
    if chance.random() < 0.3:
        chronicle.record(stream, SubstituteAppointed("teacher-3"))
        yield 1
    for pupil in pupils:
        old = marks.get(pupil)
        for event in _absence(chance, pupil) if old is None else _correction(chance, pupil, old):
            chronicle.record(stream, event, permission=chance.choice([None, "permit-1"]))
            yield 1


def _correction(chance: Random, pupil: str, old: Mark) -> list[Event]:
    withdrawn = MarkWithdrawn(pupil, 1, old, Reason.MISENTRY, None)
    return chance.choice(
        [
            [],
            [MarkChanged(pupil, 1, old, Mark.FIVE, Reason.REASSESSMENT, None)],
            [withdrawn],
            [withdrawn, MarkRecorded(pupil, 1, Mark.TWO)],
        ]
    )


def _absence(chance: Random, pupil: str) -> list[Event]:
    absent = AttendanceRecorded(pupil, Attendance.ABSENT)
    return chance.choice(
        [
            [],
            [absent],
            [absent, AbsenceReasonStated(pupil, Attendance.ABSENT, Attendance.ILLNESS)],
            [absent, AttendanceChanged(pupil, Attendance.ABSENT, None, Reason.MISENTRY, None)],
        ]
    )
