"""State why a pupil was absent («указать причину отсутствия»)."""

from typing import Annotated

from pydantic import Field

from aggregates.journal.lesson import decisions as lesson_decisions
from aggregates.journal.lesson.absences import Absence, state_reason
from aggregates.journal.lesson.state import LESSON
from aggregates.rights import Permission
from commands.command import Command, Id
from commands.journal import permit, schoolroom
from commands.journal.fields import Justified, Symbol
from commands.work import Work

LESSONS_MAX = 60
"""More than a class has in a week; an absence is known by the day or the week."""


class StateAbsenceReason(Justified, Command):
    """Replace a pupil's «ОТ» by «УП», «Б» or «НП», in any lessons of one's class («причина отсутствия», JRN-071).

    Only a reason stated before is corrected with a `reason`; `permission` is used only when the window has closed.
    """

    pupil: Id
    lessons: Annotated[tuple[Id, ...], Field(min_length=1, max_length=LESSONS_MAX)]
    symbol: Symbol
    permission: Id | None = None


def handle(command: StateAbsenceReason, work: Work) -> None:
    """Recall, decide, record."""
    relied_on = permit.recall(work, command.permission)
    absence = Absence(command.pupil, command.symbol, command.why)
    for lesson_id, found in work.recall_many(LESSON, command.lessons).items():
        lesson = lesson_decisions.known(found, lesson_id)
        room = schoolroom.recall(work, lesson.school_class, Permission.STATE_ABSENCE_REASON)
        decided = state_reason(lesson, absence, room.place(lesson), room.stamp, permit=relied_on)
        permit.record(work, lesson_id, decided, relied_on, room.stamp)
