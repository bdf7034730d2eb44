"""Appoint a substitute («назначить замену»)."""

from aggregates.journal.lesson.decisions import appoint_substitute
from aggregates.journal.lesson.state import LESSON
from aggregates.rights import Permission
from commands.command import Command, Id
from commands.journal import schoolroom
from commands.work import Work


class AppointSubstitute(Command):
    """Let another teacher give a lesson; naming its own teacher ends that («назначить замену», JRN-062)."""

    lesson: Id
    teacher: Id


def handle(command: AppointSubstitute, work: Work) -> None:
    """Recall, decide, record."""
    lesson = schoolroom.recall_lesson(work, command.lesson)
    room = schoolroom.recall(work, lesson.school_class, Permission.APPOINT_SUBSTITUTE)
    work.record(LESSON, command.lesson, appoint_substitute(lesson, command.teacher), room.stamp)
