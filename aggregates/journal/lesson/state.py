"""State of a lesson: what the rules need to remember of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple, assert_never

from aggregates.journal.lesson.events import (
    AbsenceReasonStated,
    AttendanceChanged,
    AttendanceRecorded,
    CellEvent,
    ColumnOpened,
    HomeworkAssigned,
    LessonEvent,
    LessonRemoved,
    LessonScheduled,
    MarkChanged,
    MarkRecorded,
    MarkWithdrawn,
    SubstituteAppointed,
    TopicRecorded,
)
from aggregates.journal.symbols import Attendance, Mark
from ledger.aggregate import Aggregate
from ledger.refusal import Detail


class Cell(NamedTuple):
    """One pupil in one column of marks, or in the attendance register when *column* is None."""

    pupil: str
    column: int | None

    @property
    def number(self) -> int:
        """The column's number of a cell for marks."""
        assert self.column is not None, "an entry of attendance has no column"
        return self.column

    def named(self) -> dict[str, Detail]:
        """Return what tells a person and a program which cell a refusal is about."""
        place = "посещаемость" if self.column is None else f"графа {self.column}"
        return {"pupil": self.pupil, "column": self.column, "place": place}


class Written(NamedTuple):
    """What stands in a cell since which version of the lesson; None after a withdrawal."""

    symbol: Mark | Attendance | None
    version: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as its events left it."""

    school_year: str
    school_class: str
    subgroup: str | None
    subject: str
    period: str
    on: date
    number: int
    teacher: str
    substitute: str | None = None
    is_removed: bool = False
    columns: frozenset[int] = frozenset({1})
    topic: str | None = None
    homework: str | None = None
    cells: Mapping[Cell, Written] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """The id of the page that the lesson stands on."""
        return page_of(self)

    def standing(self, cell: Cell) -> Mark | Attendance | None:
        """Return what stands in *cell*."""
        written = self.cells.get(cell)
        return None if written is None else written.symbol


def page_of(lesson: Lesson | LessonScheduled) -> str:
    """Return the id of the page of *lesson*: a class or subgroup, a subject, a period."""
    return f"{lesson.subgroup or lesson.school_class}.{lesson.subject}.{lesson.period}"


def cell_of(event: CellEvent) -> Cell:
    """Return the cell that *event* is about."""
    match event:
        case MarkRecorded() | MarkChanged() | MarkWithdrawn():
            return Cell(event.pupil, event.column)
        case AttendanceRecorded() | AttendanceChanged() | AbsenceReasonStated():
            return Cell(event.pupil, None)
        case _:
            assert_never(event)


def fold(lesson: Lesson | None, events: Iterable[tuple[int, LessonEvent]]) -> Lesson | None:
    """Return the lesson after *events*."""
    cells = {} if lesson is None else dict(lesson.cells)
    for version, event in events:
        match event:
            case LessonScheduled():
                lesson = _scheduled(event)
            case SubstituteAppointed() | LessonRemoved() | ColumnOpened() | TopicRecorded() | HomeworkAssigned():
                assert lesson is not None, "a stream begins with the lesson being scheduled"
                lesson = _evolved(lesson, event)
            case _:
                cells[cell_of(event)] = Written(_symbol(event), version)
    return None if lesson is None else replace(lesson, cells=cells)


def _scheduled(event: LessonScheduled) -> Lesson:
    return Lesson(
        event.school_year,
        event.school_class,
        event.subgroup,
        event.subject,
        event.period,
        event.on,
        event.number,
        event.teacher,
    )


def _evolved(
    lesson: Lesson, event: SubstituteAppointed | LessonRemoved | ColumnOpened | TopicRecorded | HomeworkAssigned
) -> Lesson:
    match event:
        case SubstituteAppointed():
            return replace(lesson, substitute=event.teacher)
        case LessonRemoved():
            return replace(lesson, is_removed=True)
        case ColumnOpened():
            return replace(lesson, columns=lesson.columns | {event.column})
        case TopicRecorded():
            return replace(lesson, topic=event.topic)
        case HomeworkAssigned():
            return replace(lesson, homework=event.homework)
        case _:
            assert_never(event)


def _symbol(event: CellEvent) -> Mark | Attendance | None:
    match event:
        case MarkRecorded():
            return event.mark
        case AttendanceRecorded():
            return event.attendance
        case MarkChanged() | AttendanceChanged() | AbsenceReasonStated():
            return event.new
        case MarkWithdrawn():
            return None
        case _:
            assert_never(event)


LESSON = Aggregate("lesson", fold)
