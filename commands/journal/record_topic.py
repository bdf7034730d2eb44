"""Record the topic of a lesson («записать тему урока»)."""

from aggregates.journal.lesson.decisions import record_topic
from aggregates.journal.lesson.state import LESSON
from aggregates.rights import Permission
from commands.command import Command, Id, Text
from commands.journal import schoolroom
from commands.work import Work


class RecordTopic(Command):
    """Record what was studied, in Russian («записать тему урока», JRN-025, JRN-026, JRN-092)."""

    lesson: Id
    topic: Text


def handle(command: RecordTopic, work: Work) -> None:
    """Recall, decide, record."""
    lesson = schoolroom.recall_lesson(work, command.lesson)
    room = schoolroom.recall(work, lesson.school_class, Permission.RECORD_TOPIC)
    decided = record_topic(lesson, room.stamp.actor, command.topic, room.stamp.on)
    work.record(LESSON, command.lesson, decided, room.stamp)
