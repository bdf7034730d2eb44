"""Assign homework («записать домашнее задание»)."""

from aggregates.journal.lesson.decisions import assign_homework
from aggregates.journal.lesson.state import LESSON
from aggregates.rights import Permission
from commands.command import Command, Id, Text
from commands.journal import schoolroom
from commands.work import Work


class AssignHomework(Command):
    """Record what is to be done at home, in Russian («домашнее задание», JRN-028, JRN-026, JRN-092)."""

    lesson: Id
    homework: Text


def handle(command: AssignHomework, work: Work) -> None:
    """Recall, decide, record."""
    lesson = schoolroom.recall_lesson(work, command.lesson)
    room = schoolroom.recall(work, lesson.school_class, Permission.RECORD_TOPIC)
    decided = assign_homework(lesson, room.stamp.actor, command.homework, room.stamp.on)
    work.record(LESSON, command.lesson, decided, room.stamp)
