"""Events of a lesson («урок»): schedule, topic, homework, marks, attendance."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, get_args

import msgspec

from aggregates.journal.symbols import Attendance, Mark
from ledger.event import Event, Identifier, Line, Text
from ledger.sealing import Sealed

Column = Annotated[int, msgspec.Meta(ge=1, le=20)]
LessonNumber = Annotated[int, msgspec.Meta(ge=1, le=12)]


class WorkKind(StrEnum):
    """What the marks of a column are given for («вид работы»)."""

    CLASSWORK = "classwork"
    HOMEWORK = "homework"
    CONTROL = "control"
    INDEPENDENT = "independent"
    LABORATORY = "laboratory"
    PRACTICAL = "practical"
    DICTATION = "dictation"
    ESSAY = "essay"
    TEST = "test"
    OTHER = "other"


class Reason(StrEnum):
    """Why an entry was corrected («основание исправления»); the last four may ground a permission (JRN-094)."""

    MISENTRY = "misentry"
    REASSESSMENT = "reassessment"
    ILLNESS = "illness"
    VALID_ABSENCE = "valid-absence"
    RESIT = "resit"
    OTHER_VALID = "other-valid"


class LessonScheduled(Event, frozen=True):
    """A lesson stands in the timetable («урок запланирован»); it has one column for marks, number 1."""

    name: ClassVar[str] = "lesson.scheduled.v1"

    school_year: Identifier
    school_class: Identifier
    subgroup: Identifier | None
    subject: Identifier
    period: Identifier
    on: date
    number: LessonNumber
    teacher: Identifier


class SubstituteAppointed(Event, frozen=True):
    """Another teacher gives the lesson («назначена замена»)."""

    name: ClassVar[str] = "lesson.substitute-appointed.v1"

    teacher: Identifier


class LessonRemoved(Event, frozen=True):
    """The lesson was not held and leaves the page, not the history («непроведённый урок удалён», JRN-034)."""

    name: ClassVar[str] = "lesson.removed.v1"

    reason: Line


class ColumnOpened(Event, frozen=True):
    """One more column for marks («добавлена графа для отметок», JRN-051)."""

    name: ClassVar[str] = "lesson.column-opened.v1"

    column: Column
    kind: WorkKind
    title: Line | None


class TopicRecorded(Event, frozen=True):
    """What was studied («тема урока записана», JRN-025); `late` tells that it was written after the lesson's day."""

    name: ClassVar[str] = "lesson.topic-recorded.v1"

    topic: Text
    late: bool


class HomeworkAssigned(Event, frozen=True):
    """What is to be done at home («домашнее задание записано», JRN-028); `late` as for the topic."""

    name: ClassVar[str] = "lesson.homework-assigned.v1"

    homework: Text
    late: bool


class MarkRecorded(Event, frozen=True):
    """A mark in an empty cell («отметка выставлена», JRN-061)."""

    name: ClassVar[str] = "lesson.mark-recorded.v1"

    pupil: Identifier
    column: Column
    mark: Mark


class MarkChanged(Event, frozen=True):
    """A mark was corrected («отметка исправлена», JRN-061); the free-text note is sealed for the pupil."""

    name: ClassVar[str] = "lesson.mark-changed.v1"

    pupil: Identifier
    column: Column
    old: Mark
    new: Mark
    reason: Reason
    note: Sealed | None


class MarkWithdrawn(Event, frozen=True):
    """A mark was taken back («отметка отозвана», JRN-061)."""

    name: ClassVar[str] = "lesson.mark-withdrawn.v1"

    pupil: Identifier
    column: Column
    old: Mark
    reason: Reason
    note: Sealed | None


class AttendanceRecorded(Event, frozen=True):
    """A pupil was absent or late («посещаемость отмечена», JRN-076)."""

    name: ClassVar[str] = "lesson.attendance-recorded.v1"

    pupil: Identifier
    attendance: Attendance


class AttendanceChanged(Event, frozen=True):
    """An attendance entry was corrected («посещаемость исправлена», JRN-076); no `new` means present after all."""

    name: ClassVar[str] = "lesson.attendance-changed.v1"

    pupil: Identifier
    old: Attendance
    new: Attendance | None
    reason: Reason
    note: Sealed | None


class AbsenceReasonStated(Event, frozen=True):
    """The class teacher stated why the pupil was absent («указана причина отсутствия», JRN-071); `old` is «ОТ»."""

    name: ClassVar[str] = "lesson.absence-reason-stated.v1"

    pupil: Identifier
    old: Attendance
    new: Attendance


CellEvent = MarkRecorded | MarkChanged | MarkWithdrawn | AttendanceRecorded | AttendanceChanged | AbsenceReasonStated
"""What happens to one cell: a pupil's mark in a column, or a pupil's attendance."""
LessonEvent = (
    LessonScheduled | SubstituteAppointed | LessonRemoved | ColumnOpened | TopicRecorded | HomeworkAssigned | CellEvent
)
EVENTS: tuple[type[Event], ...] = get_args(LessonEvent)
