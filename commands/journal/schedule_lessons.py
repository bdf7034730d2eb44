"""Schedule lessons («внести уроки в расписание»)."""

from collections import defaultdict
from typing import Annotated

from pydantic import Field

from aggregates.journal.lesson.decisions import schedule
from aggregates.journal.lesson.events import LessonScheduled
from aggregates.journal.lesson.refusals import AlreadyScheduled
from aggregates.journal.lesson.state import LESSON, page_of
from aggregates.journal.page.decisions import list_lessons
from aggregates.journal.page.state import PAGE, Slot
from aggregates.journal.school_class.decisions import require_subgroup
from aggregates.journal.school_year import calendar
from aggregates.rights import Permission, Role
from commands.command import Command, Id, Part
from commands.journal import schoolroom
from commands.journal.fields import Day, LessonNumber, PeriodCode, SubjectCode
from commands.journal.schoolroom import Schoolroom
from commands.work import Work
from ledger.stamp import Stamp

LESSONS_MAX = 400
"""More than a class has in a quarter."""


class PlannedLesson(Part):
    """A lesson of the timetable («урок в расписании»)."""

    lesson: Id
    subject: SubjectCode
    period: PeriodCode
    on: Day
    number: LessonNumber
    teacher: Id
    subgroup: Id | None = None


class ScheduleLessons(Command):
    """Put lessons of a class into the timetable and on their pages («внести уроки в расписание», JRN-031, JRN-035)."""

    school_class: Id
    lessons: Annotated[tuple[PlannedLesson, ...], Field(min_length=1, max_length=LESSONS_MAX)]


def handle(command: ScheduleLessons, work: Work) -> None:
    """Recall, decide, record."""
    room = schoolroom.recall(work, command.school_class, Permission.SCHEDULE_LESSON)
    found = work.recall_many(LESSON, [planned.lesson for planned in command.lessons])
    own_only = room.stamp.actor if room.stamp.role == Role.TEACHER else None
    slots: dict[str, list[tuple[str, Slot]]] = defaultdict(list)
    for planned in command.lessons:
        if planned.lesson not in found:
            raise AlreadyScheduled(lesson=planned.lesson)
        scheduled = _scheduled(command.school_class, planned, room)
        decided = schedule(found.pop(planned.lesson), scheduled, planned.lesson, own_only=own_only)
        work.record(LESSON, planned.lesson, decided, room.stamp)
        slots[page_of(scheduled)].append((planned.lesson, Slot(planned.on, planned.number)))
    _list(work, slots, room.stamp)


def _scheduled(class_id: str, planned: PlannedLesson, room: Schoolroom) -> LessonScheduled:
    calendar.require_subject(room.year, planned.subject)
    calendar.require_lesson_day(room.year, planned.period, planned.on)
    require_subgroup(room.school_class, planned.subgroup, planned.subject)
    return LessonScheduled(
        school_year=room.school_class.school_year,
        school_class=class_id,
        subgroup=planned.subgroup,
        subject=planned.subject,
        period=planned.period,
        on=planned.on,
        number=planned.number,
        teacher=planned.teacher,
    )


def _list(work: Work, slots: dict[str, list[tuple[str, Slot]]], stamp: Stamp) -> None:
    pages = work.recall_many(PAGE, list(slots))
    for page_id, lessons in slots.items():
        work.record(PAGE, page_id, list_lessons(pages[page_id], lessons), stamp)
