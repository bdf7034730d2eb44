"""Open a column for marks («добавить графу для отметок»)."""

from aggregates.journal.lesson.decisions import open_column
from aggregates.journal.lesson.events import WorkKind
from aggregates.journal.lesson.state import LESSON
from aggregates.rights import Permission
from commands.command import Command, Id, Line
from commands.journal import schoolroom
from commands.journal.fields import Column
from commands.work import Work


class OpenColumn(Command):
    """Give a lesson one more column for marks («добавить графу», JRN-027, JRN-051); the title is the work's topic."""

    lesson: Id
    column: Column
    kind: WorkKind
    title: Line | None = None


def handle(command: OpenColumn, work: Work) -> None:
    """Recall, decide, record."""
    lesson = schoolroom.recall_lesson(work, command.lesson)
    room = schoolroom.recall(work, lesson.school_class, Permission.RECORD_MARKS)
    decided = open_column(lesson, room.stamp.actor, command.column, command.kind, command.title)
    work.record(LESSON, command.lesson, decided, room.stamp)
