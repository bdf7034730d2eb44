"""Remove a lesson that was not held («удалить непроведённый урок»)."""

from aggregates.journal.lesson.decisions import remove
from aggregates.journal.lesson.state import LESSON
from aggregates.journal.page.decisions import unlist_lesson
from aggregates.journal.page.state import PAGE
from aggregates.rights import Permission
from commands.command import Command, Id, Line
from commands.journal import schoolroom
from commands.work import Work


class RemoveLesson(Command):
    """Take a lesson that was not held off its page; its history stays («удалить непроведённый урок», JRN-034)."""

    lesson: Id
    reason: Line


def handle(command: RemoveLesson, work: Work) -> None:
    """Recall, decide, record."""
    lesson = schoolroom.recall_lesson(work, command.lesson)
    room = schoolroom.recall(work, lesson.school_class, Permission.REMOVE_LESSON)
    page = work.recall(PAGE, lesson.page)
    work.record(LESSON, command.lesson, remove(lesson, command.reason), room.stamp)
    work.record(PAGE, lesson.page, unlist_lesson(page, command.lesson), room.stamp)
