"""Happenings («происшествия») of the demo's year: illness, moves, frost, meetings."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from aggregates.council.meeting.events import Choice
from aggregates.rights import Role
from api.demo.absences import Absences
from api.demo.chance import Chance
from api.demo.council import Agenda
from api.demo.curriculum import PRIMARY_GRADES
from api.demo.deed import Deed, grant
from api.demo.lesson import Lesson
from api.demo.school import SchoolClass
from api.demo.world import World
from api.entropy import SeededEntropy
from commands.document import Order
from commands.journal import appoint_substitute, enrol_pupils, remove_lesson, remove_pupil

_ILLNESS = 0.003
"""The probability that a teacher falls ill on a day."""


class Move(NamedTuple):
    """A pupil leaves a class, and joins another one unless leaving the school; the day is the first without."""

    on: date
    pupil: int
    leaves: str
    joins: str | None
    order: str


class Sitting(NamedTuple):
    """A meeting of the council: how many come, and how many of them are against."""

    on: date
    number: str
    present: int
    against: int
    motion: str


MOVES = (
    Move(date(2026, 12, 1), 5, "7А", "7Б", "118-у"),
    Move(date(2027, 2, 15), 8, "9Б", None, "21-у"),
)
FROST = date(2027, 1, 13)
SITTINGS = (
    Sitting(date(2026, 11, 17), "1", 19, 2, "Выдать сертификат программе «Функциональная грамотность на уроке»"),
    Sitting(date(2027, 3, 16), "2", 21, 12, "Выдать сертификат программе «Наставничество в сельской школе»"),
)


class Happenings:
    """What comes on top of lessons."""

    def __init__(
        self, world: World, lessons: Mapping[date, Sequence[Lesson]], absences: Absences, chance: Chance
    ) -> None:
        self._world = world
        self._lessons = lessons
        self._absences = absences
        self._chance = chance
        self._new_id = SeededEntropy(world.seed("meetings")).identifier
        self._days_ill: dict[str, int] = {}

    def morning(self, on: date) -> Iterator[Deed]:
        """Yield what is arranged before the first lesson of a day."""
        for move in MOVES:
            if move.on == on and any(one.label == move.leaves for one in self._world.school.classes):
                yield from self._move(move)
        if on == FROST:
            yield from self._close(on)
        self._nurse()
        yield from self._substitutes(on)

    def evening(self, on: date) -> Iterator[Deed]:
        """Yield what follows the lessons of a day."""
        for sitting in SITTINGS:
            if sitting.on == on:
                yield from self._sit(sitting)

    def _move(self, move: Move) -> Iterator[Deed]:
        school = self._world.school
        leaves = school.class_labelled(move.leaves)
        pupil = leaves.pupils.pop(move.pupil)
        self._absences.forget(pupil)
        order = Order(number=move.order, on=move.on - timedelta(days=1))
        secretary = grant(Role.SECRETARY, school.institution)
        leaving = remove_pupil.RemovePupil(
            school_class=leaves.id, pupil=pupil.id, last_on=move.on - timedelta(days=1), order=order
        )
        yield Deed(remove_pupil.handle, leaving, school.secretary.id, secretary)
        if move.joins is not None:
            joins: SchoolClass = school.class_labelled(move.joins)
            joins.pupils.append(pupil)
            joining = enrol_pupils.EnrolPupils(school_class=joins.id, pupils=(pupil.id,), from_on=move.on, order=order)
            yield Deed(enrol_pupils.handle, joining, school.secretary.id, secretary)

    def _close(self, on: date) -> Iterator[Deed]:
        school = self._world.school
        administrator = grant(Role.ADMINISTRATOR, school.institution)
        for lesson in self._lessons[on]:
            if lesson.course.school_class.grade <= PRIMARY_GRADES:
                lesson.is_removed = True
                command = remove_lesson.RemoveLesson(lesson=lesson.id, reason="Актированный день: мороз")
                yield Deed(remove_lesson.handle, command, school.administrator.id, administrator)

    def _nurse(self) -> None:
        """Let teachers fall ill and recover."""
        for teacher in self._world.school.teachers:
            left = self._days_ill.get(teacher.id, 0)
            if left:
                self._days_ill[teacher.id] = left - 1
            elif self._chance.happens(_ILLNESS):
                self._days_ill[teacher.id] = self._chance.between(3, 5)

    def _substitutes(self, on: date) -> Iterator[Deed]:
        """Yield who gives the lessons of those who are ill."""
        school, held = self._world.school, [lesson for lesson in self._lessons[on] if not lesson.is_removed]
        busy = {(lesson.teacher, lesson.number) for lesson in held}
        deputy = grant(Role.DEPUTY_HEAD, school.institution)
        for lesson in held:
            if not self._days_ill.get(lesson.teacher):
                continue
            free = [
                one for one in school.teachers if not self._days_ill.get(one.id) and (one.id, lesson.number) not in busy
            ]
            speciality = lesson.course.teacher.speciality
            substitute = next((one for one in free if one.speciality == speciality), free[0])
            busy.add((substitute.id, lesson.number))
            lesson.teacher = substitute.id
            command = appoint_substitute.AppointSubstitute(lesson=lesson.id, teacher=substitute.id)
            yield Deed(appoint_substitute.handle, command, school.deputy.id, deputy)

    def _sit(self, sitting: Sitting) -> Iterator[Deed]:
        council = self._world.council
        meeting, item, question = (self._new_id() for _ in range(3))
        agenda = Agenda(meeting, item, question, "О сертификации программы повышения квалификации", sitting.motion)
        members = council.persons[: sitting.present]
        choices = [
            (member, Choice.FOR if number < sitting.present - sitting.against else Choice.AGAINST)
            for number, member in enumerate(members)
        ]
        return council.sitting(agenda, sitting.number, sitting.on, choices)
