"""Lesson («урок») of the demo: what a teacher writes into the journal, at once and in the days after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from aggregates.journal.lesson.events import Reason
from aggregates.journal.symbols import Attendance
from aggregates.rights import Role
from api.demo.absences import Absences
from api.demo.backlog import Backlog
from api.demo.chance import Chance
from api.demo.curriculum import Works
from api.demo.deed import Deed, Handle, grant
from api.demo.permits import Permit
from api.demo.school import Course, Pupil
from api.demo.world import World
from api.entropy import SeededEntropy
from commands.command import Command
from commands.document import Document
from commands.journal import assign_homework, open_column, record_marks, record_topic
from commands.journal.record_marks import CellEntry, RecordMarks
from commands.journal.request_permission import CellToChange

FIRST_MARKED_GRADE = 2
_ORDINARY, _WORK = 1, 2
"""The column that every lesson has, and the one opened for a control work."""
_NOTES = ("Отметка другого обучающегося, ошибка строки", "Ошибка при переносе из тетради в журнал")
_LATENESS, _MISENTRY, _NOTED, _FORGOTTEN = 0.004, 0.008, 0.15, 0.04
_RESIT, _PERMITTED, _REFUSED = 0.6, 0.08, 0.2


@dataclass(slots=True)
class Lesson:
    """A lesson of a course; `place` is its number in the year, from 0, of `total`."""

    id: str
    course: Course
    period: str
    on: date
    number: int
    place: int
    total: int
    teacher: str
    is_removed: bool = False


class Classroom:
    """Where lessons are given: what happens there follows from chance, the pupils' ability and who is absent."""

    def __init__(self, world: World, absences: Absences, backlog: Backlog, chance: Chance) -> None:
        self._plan = world.plan
        self._school = world.school
        self._grant = grant(Role.TEACHER, world.school.institution)
        self._new_id = SeededEntropy(world.seed("permits")).identifier
        self._absences = absences
        self._backlog = backlog
        self._chance = chance

    def cells(self, lesson: Lesson) -> Iterator[Deed]:
        """Yield what is written into the cells at the lesson itself; corrections and marked works come later."""
        entries, present = self._attendance(lesson)
        works = self._plan.works.get(lesson.course.subject)
        if lesson.course.school_class.grade >= FIRST_MARKED_GRADE:
            entries += self._marks(lesson, present, 2 if works is None else works.marks)
            if works is not None and lesson.place % works.every == works.every - 1:
                yield self._work(lesson, works, present)
        if entries:
            yield self._record(lesson, entries)

    def topic(self, lesson: Lesson) -> Deed | None:
        """Return the topic, or None if the teacher forgets it until the next day."""
        course = lesson.course
        topic = self._plan.topic(course.subject, course.school_class.grade, lesson.place, lesson.total)
        deed = self._by(lesson, record_topic.handle, record_topic.RecordTopic(lesson=lesson.id, topic=topic))
        if self._chance.happens(_FORGOTTEN):
            self._backlog.put(lesson.on, 1, deed)
            return None
        return deed

    def homework(self, lesson: Lesson) -> Deed | None:
        """Return the homework, if there is any."""
        subject, grade = lesson.course.subject, lesson.course.school_class.grade
        usual = subject in self._plan.homework or subject in self._plan.works
        if grade < FIRST_MARKED_GRADE or not self._chance.happens(0.9 if usual else 0.15):
            return None
        task = self._plan.task(subject, lesson.place)
        command = assign_homework.AssignHomework(lesson=lesson.id, homework=task)
        return self._by(lesson, assign_homework.handle, command)

    def _attendance(self, lesson: Lesson) -> tuple[list[CellEntry], list[Pupil]]:
        entries, present = [], []
        for pupil in lesson.course.pupils():
            absence = self._absences.of(pupil)
            if absence is not None:
                absence.lessons.append(lesson.id)
                entries.append(_entry(pupil, Attendance.ABSENT))
                continue
            present.append(pupil)
            if self._chance.happens(_LATENESS):
                entries.append(_entry(pupil, Attendance.LATE))
        return entries, present

    def _marks(self, lesson: Lesson, present: Sequence[Pupil], usual: int) -> list[CellEntry]:
        count = max(0, usual * len(lesson.course.pupils()) // 20 + self._chance.between(-1, 1))
        entries = []
        for pupil in self._chance.shuffled(present)[:count]:
            mark = self._mark(pupil)
            entries.append(_entry(pupil, mark, _ORDINARY))
            if self._chance.happens(_MISENTRY):
                self._correct(lesson, pupil, mark)
        return entries

    def _correct(self, lesson: Lesson, pupil: Pupil, mark: str) -> None:
        """Have the teacher notice a slip of the pen within days."""
        meant = "4" if mark in {"3", "5"} else "5" if mark == "4" else "3"
        note = self._chance.pick(_NOTES) if self._chance.happens(_NOTED) else None
        entry = CellEntry(pupil=pupil.id, column=_ORDINARY, symbol=meant, reason=Reason.MISENTRY, note=note)
        self._backlog.put(lesson.on, self._chance.between(0, 4), self._record(lesson, [entry]))

    def _work(self, lesson: Lesson, works: Works, present: Sequence[Pupil]) -> Deed:
        """Open the column of a control work; its marks come when the works have been read, resits a week later."""
        marks = [(pupil, self._mark(pupil)) for pupil in present]
        entries = [_entry(pupil, mark, _WORK) for pupil, mark in marks]
        if entries:
            self._backlog.put(lesson.on, self._chance.between(1, 3), self._record(lesson, entries))
        for pupil in (pupil for pupil, mark in marks if mark == "2"):
            if self._chance.happens(_RESIT):
                self._resit(lesson, pupil)
            elif self._chance.happens(_PERMITTED):
                self._permit(lesson, pupil)
        title = f"{works.title} № {1 + lesson.place // works.every}"
        command = open_column.OpenColumn(lesson=lesson.id, column=_WORK, kind=works.kind, title=title)
        return self._by(lesson, open_column.handle, command)

    def _resit(self, lesson: Lesson, pupil: Pupil) -> None:
        """Have a failed work written again within the window."""
        mark = "4" if self._chance.happens(0.25) else "3"
        entry = CellEntry(pupil=pupil.id, column=_WORK, symbol=mark, reason=Reason.REASSESSMENT)
        self._backlog.put(lesson.on, self._chance.between(5, 8), self._record(lesson, [entry]))

    def _permit(self, lesson: Lesson, pupil: Pupil) -> None:
        """Have it written again after an illness, when the window has closed: by permission, if the head gives it."""
        cell = CellToChange(lesson=lesson.id, column=_WORK)
        permit = Permit(self._school, self._new_id(), lesson.teacher, cell, pupil.id)
        paper = Document(kind="Медицинская справка", number=str(self._chance.between(100, 999)), on=lesson.on)
        asked = permit.asked(paper, explanation="Болел, работу переписал после выздоровления")
        later = self._chance.between(15, 25)
        if self._chance.happens(_REFUSED):
            self._backlog.put_late(lesson.on, later, asked, permit.refused("Справка выдана за другие дни"))
        else:
            self._backlog.put_late(lesson.on, later, asked, permit.granted(), permit.written("4"))

    def _mark(self, pupil: Pupil) -> str:
        return str(min(5, max(2, round(self._chance.around(pupil.ability, 0.6)))))

    def _record(self, lesson: Lesson, entries: Sequence[CellEntry]) -> Deed:
        return self._by(lesson, record_marks.handle, RecordMarks(lesson=lesson.id, entries=tuple(entries)))

    def _by(self, lesson: Lesson, handle: Handle, command: Command) -> Deed:
        return Deed(handle, command, lesson.teacher, self._grant)


def _entry(pupil: Pupil, symbol: str, column: int | None = None) -> CellEntry:
    return CellEntry(pupil=pupil.id, column=column, symbol=str(symbol))
