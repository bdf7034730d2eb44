"""Decisions on a lesson: its place in the timetable, topic, homework, columns, removal."""

from datetime import date

from aggregates.journal.lesson.events import (
    ColumnOpened,
    HomeworkAssigned,
    LessonRemoved,
    LessonScheduled,
    SubstituteAppointed,
    TopicRecorded,
    WorkKind,
)
from aggregates.journal.lesson.refusals import (
    AlreadyScheduled,
    ColumnAlreadyOpened,
    HasEntries,
    LessonIsRemoved,
    LessonUnknown,
    NotInRussian,
    NotYourLesson,
    WorkTopicRequired,
)
from aggregates.journal.lesson.state import Lesson
from aggregates.journal.russian import is_russian
from ledger.aggregate import Decided

WORKS = frozenset({WorkKind.CONTROL, WorkKind.LABORATORY, WorkKind.PRACTICAL})
"""Works whose topics are recorded beside the lesson's (JRN-027)."""

EXCERPT = 60
"""Characters of a refused text that its refusal repeats."""


def schedule(
    lesson: Lesson | None, scheduled: LessonScheduled, identifier: str, *, own_only: str | None = None
) -> list[Decided]:
    """Put a new lesson into the timetable; a teacher (*own_only*) enters no lessons but the own (JRN-031)."""
    if lesson is not None:
        raise AlreadyScheduled(lesson=identifier)
    if own_only not in {None, scheduled.teacher}:
        raise NotYourLesson(on=scheduled.on)
    return [Decided(scheduled)]


def appoint_substitute(lesson: Lesson, teacher: str) -> list[Decided]:
    """Let another teacher give the lesson; naming its own teacher ends the substitution."""
    require_held(lesson)
    if teacher == (lesson.substitute or lesson.teacher):
        return []
    return [Decided(SubstituteAppointed(teacher=teacher))]


def remove(lesson: Lesson, reason: str) -> list[Decided]:
    """Remove a lesson that was not held (JRN-034); marks or attendance prove that it was."""
    require_held(lesson)
    standing = sum(written.symbol is not None for written in lesson.cells.values())
    if standing:
        raise HasEntries(on=lesson.on, count=standing)
    return [Decided(LessonRemoved(reason=reason))]


def open_column(lesson: Lesson, actor: str, column: int, kind: WorkKind, title: str | None) -> list[Decided]:
    """Add a column for marks (JRN-051); a control, practical or laboratory work names its topic (JRN-027)."""
    require_teacher(lesson, actor)
    if column in lesson.columns:
        raise ColumnAlreadyOpened(column=column)
    if title is not None:
        _require_russian(title)
    elif kind in WORKS:
        raise WorkTopicRequired(column=column)
    return [Decided(ColumnOpened(column=column, kind=kind, title=title))]


def record_topic(lesson: Lesson, actor: str, topic: str, today: date) -> list[Decided]:
    """Record what was studied (JRN-025): at any time (JRN-092), late after the lesson's day (JRN-024)."""
    require_teacher(lesson, actor)
    _require_russian(topic)
    if topic == lesson.topic:
        return []
    return [Decided(TopicRecorded(topic=topic, late=today > lesson.on))]


def assign_homework(lesson: Lesson, actor: str, homework: str, today: date) -> list[Decided]:
    """Record what is to be done at home (JRN-028), at any time and flagged late as the topic is."""
    require_teacher(lesson, actor)
    _require_russian(homework)
    if homework == lesson.homework:
        return []
    return [Decided(HomeworkAssigned(homework=homework, late=today > lesson.on))]


def known(lesson: Lesson | None, identifier: str) -> Lesson:
    """Return the lesson.

    Raises:
        LessonUnknown: nothing was ever scheduled under this id.

    """
    if lesson is None:
        raise LessonUnknown(lesson=identifier)
    return lesson


def require_held(lesson: Lesson) -> None:
    """Refuse every entry in a lesson that was removed (JRN-062)."""
    if lesson.is_removed:
        raise LessonIsRemoved(on=lesson.on)


def require_teacher(lesson: Lesson, actor: str) -> None:
    """Refuse whoever neither gives the lesson nor substitutes (JRN-062)."""
    require_held(lesson)
    if actor not in {lesson.teacher, lesson.substitute}:
        raise NotYourLesson(on=lesson.on)


def _require_russian(text: str) -> None:
    if not is_russian(text):
        raise NotInRussian(text=text[:EXCERPT])
