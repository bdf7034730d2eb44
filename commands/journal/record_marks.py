"""Record marks and attendance of a lesson («выставить отметки и посещаемость урока»)."""

from typing import Annotated

from pydantic import Field

from aggregates.journal.lesson.entries import Entry, record, require_reached
from aggregates.journal.lesson.state import LESSON
from aggregates.rights import Permission
from commands.command import Command, Id
from commands.journal import permit, schoolroom
from commands.journal.fields import PUPILS_MAX, Column, Justified, Symbol, Version
from commands.work import Work


class CellEntry(Justified):
    """What is to stand in one cell («запись в клетке», JRN-050): a symbol of the journal, or none to empty it.

    Marks go to the column, attendance to its register; no symbol and no column empties the latter.
    """

    pupil: Id
    column: Column | None = 1
    symbol: Symbol | None


class RecordMarks(Command):
    """Write a lesson's cells, all or none («выставить отметки», JRN-050, JRN-061, JRN-070).

    What stands in a cell is corrected with a `reason`. `seen` is the version of the lesson that the teacher looked
    at: a touched cell that changed since is refused, and so is a version that never was. `permission` is used only
    when the window has closed.
    """

    lesson: Id
    entries: Annotated[tuple[CellEntry, ...], Field(min_length=1, max_length=PUPILS_MAX)]
    seen: Version | None = None
    permission: Id | None = None


def handle(command: RecordMarks, work: Work) -> None:
    """Recall, decide, record."""
    lesson = schoolroom.recall_lesson(work, command.lesson)
    room = schoolroom.recall(work, lesson.school_class, Permission.RECORD_MARKS)
    relied_on = permit.recall(work, command.permission)
    entries = [Entry(entry.pupil, entry.column, entry.symbol, entry.why) for entry in command.entries]
    decided = record(lesson, entries, room.place(lesson), room.stamp, seen=command.seen, permit=relied_on)
    require_reached(command.seen, work.version(LESSON, command.lesson))
    permit.record(work, command.lesson, decided, relied_on, room.stamp)
