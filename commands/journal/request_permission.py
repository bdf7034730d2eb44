"""Request an edit permission («запросить разрешение на внесение изменений»)."""

from typing import Annotated

from pydantic import Field

from aggregates.journal.lesson import decisions as lesson_decisions
from aggregates.journal.lesson.state import LESSON, Lesson
from aggregates.journal.permission.decisions import Taught, request
from aggregates.journal.permission.events import Cell, Ground, PermissionRequested
from aggregates.journal.permission.state import PERMISSION
from aggregates.rights import Permission
from commands.command import Command, Id, Part, Text
from commands.document import Document
from commands.journal import schoolroom
from commands.journal.fields import Column
from commands.journal.schoolroom import Schoolroom
from commands.work import Work
from ledger.sealing import Category, clear

CELLS_MAX = 60
DOCUMENTS_MAX = 10


class CellToChange(Part):
    """One cell of the pupil («клетка»): a column of marks, or the attendance entry when `column` is null."""

    lesson: Id
    column: Column | None


class RequestPermission(Command):
    """Ask the head in writing to let cells be changed after the window («запросить разрешение», JRN-094, JRN-095).

    All cells are one pupil's in one subject; at least one document confirms the ground.
    """

    permission: Id
    pupil: Id
    cells: Annotated[tuple[CellToChange, ...], Field(min_length=1, max_length=CELLS_MAX)]
    ground: Ground
    documents: Annotated[tuple[Document, ...], Field(max_length=DOCUMENTS_MAX)]
    explanation: Annotated[Text | None, Field(repr=False)] = None


def handle(command: RequestPermission, work: Work) -> None:
    """Recall, decide, record."""
    permission = work.recall(PERMISSION, command.permission)
    found = work.recall_many(LESSON, [cell.lesson for cell in command.cells])
    lessons = {lesson_id: lesson_decisions.known(lesson, lesson_id) for lesson_id, lesson in found.items()}
    first = lessons[command.cells[0].lesson]
    room = schoolroom.recall(work, first.school_class, Permission.REQUEST_PERMISSION)
    decided = request(
        permission,
        _requested(command, first, room),
        {lesson_id: _taught(lesson, room) for lesson_id, lesson in lessons.items()},
        asker=room.stamp.actor,
        class_teacher=room.school_class.class_teacher_on(room.stamp.on),
    )
    work.record(PERMISSION, command.permission, decided, room.stamp)


def _requested(command: RequestPermission, lesson: Lesson, room: Schoolroom) -> PermissionRequested:
    explanation = command.explanation
    return PermissionRequested(
        school_year=lesson.school_year,
        institution=room.school_class.institution,
        school_class=lesson.school_class,
        subject=lesson.subject,
        pupil=command.pupil,
        cells=tuple(Cell(cell.lesson, cell.column) for cell in command.cells),
        ground=command.ground,
        documents=tuple(document.recorded() for document in command.documents),
        explanation=None if explanation is None else clear(command.pupil, Category.GROUNDS, explanation),
    )


def _taught(lesson: Lesson, room: Schoolroom) -> Taught:
    lesson_decisions.require_held(lesson)
    teachers = {lesson.teacher} if lesson.substitute is None else {lesson.teacher, lesson.substitute}
    members = room.school_class.members_on(lesson.on, lesson.subgroup)
    return Taught(lesson.school_class, lesson.subject, frozenset(teachers), lesson.columns, members)
