"""School («школа») of the demo: its people, its classes, and which teacher gives which course."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from api.demo.chance import Chance
from api.demo.curriculum import PRIMARY_GRADES, Curriculum
from api.demo.people import Registry
from commands.people.name import PersonName
from ledger.ports import Entropy

HOURS_MAX = 21
"""Lessons a week that one teacher gives, if it can be so arranged."""
SPLIT_GRADES = (8, 9)
SPLIT_SUBJECT = "english"
_LETTERS = "АБВГ"


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the school is and how far its year has come."""

    name: str
    classes: Mapping[int, int]
    """How many classes each grade has."""
    pupils: int
    last_on: date
    events: int
    """About how many events that makes, to tell how far a load is."""


FULL = Scale("full", {1: 3, 5: 3} | dict.fromkeys((2, 3, 4, 6, 7, 8, 9, 10, 11), 2), 500, date(2027, 5, 21), 210_000)
SMALL = Scale("small", {7: 1}, 21, date(2026, 9, 25), 1_400)
"""One class in its first weeks: loaded in seconds, and the edit window of the first lessons has closed."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a card."""

    id: str
    name: PersonName


@dataclass(frozen=True, slots=True)
class Pupil(Person):
    """A pupil: marks follow from the ability, absences from the frailty."""

    ability: float
    frailty: float


@dataclass(frozen=True, slots=True)
class Teacher(Person):
    """A teacher and what the teacher has learnt."""

    speciality: str


@dataclass(frozen=True, slots=True)
class Subgroup:
    """Half of a class that studies a subject apart."""

    id: str
    label: str
    pupils: tuple[Pupil, ...]


@dataclass(slots=True)
class SchoolClass:
    """A class; its pupils change as they come and go."""

    id: str
    label: str
    grade: int
    pupils: list[Pupil]
    subgroups: tuple[Subgroup, ...] = ()
    class_teacher: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """A subject in a class or a subgroup, and who gives it."""

    school_class: SchoolClass
    subject: str
    teacher: Teacher
    subgroup: Subgroup | None = None

    def pupils(self) -> Sequence[Pupil]:
        """Return who is taught now."""
        if self.subgroup is None:
            return self.school_class.pupils
        return [pupil for pupil in self.school_class.pupils if pupil in self.subgroup.pupils]


@dataclass(slots=True)
class School:
    """The school with everybody in it."""

    institution: str
    year: str
    head: Person
    deputy: Person
    secretary: Person
    administrator: Person
    auditor: Person
    classes: list[SchoolClass] = field(default_factory=list)
    teachers: list[Teacher] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)

    @property
    def officers(self) -> tuple[Person, ...]:
        """Who works at the school without teaching."""
        return self.head, self.deputy, self.secretary, self.administrator, self.auditor

    @property
    def people(self) -> list[Person]:
        """Everybody, officers and teachers first."""
        return [*self.officers, *self.teachers, *(pupil for one in self.classes for pupil in one.pupils)]

    def class_labelled(self, label: str) -> SchoolClass:
        """Return a class by its label."""
        return next(one for one in self.classes if one.label == label)


class Founder:
    """Makes a school: the same one for the same chance and entropy."""

    def __init__(self, plan: Curriculum, chance: Chance, entropy: Entropy) -> None:
        self._plan = plan
        self._chance = chance
        self._new_id = entropy.identifier
        self._names = Registry(chance)
        self._hours: Counter[str] = Counter()

    def found(self, scale: Scale) -> School:
        """Return the school of that scale, its classes filled evenly."""
        head, deputy, secretary, administrator, auditor = (
            Person(self._new_id(), self._names.adult(women=0.6)) for _ in range(5)
        )
        school = School(self._new_id(), self._new_id(), head, deputy, secretary, administrator, auditor)
        grades = [grade for grade, count in sorted(scale.classes.items()) for _ in range(count)]
        for number, grade in enumerate(grades):
            size = (number + 1) * scale.pupils // len(grades) - number * scale.pupils // len(grades)
            letter = _LETTERS[sum(one.grade == grade for one in school.classes)]
            school.classes.append(self._class(f"{grade}{letter}", grade, size))
        for school_class in school.classes:
            self._staff(school, school_class)
        return school

    def _class(self, label: str, grade: int, size: int) -> SchoolClass:
        pupils = [self._pupil() for _ in range(size)]
        pupils.sort(key=lambda pupil: _alphabetical(pupil.name))
        formed = SchoolClass(self._new_id(), label, grade, pupils)
        if grade in SPLIT_GRADES:
            halves = pupils[: size // 2], pupils[size // 2 :]
            formed.subgroups = tuple(
                Subgroup(self._new_id(), f"группа {number}", tuple(half)) for number, half in enumerate(halves, 1)
            )
        return formed

    def _pupil(self) -> Pupil:
        ability, frailty = self._chance.around(3.9, 0.45), max(0.3, self._chance.around(1, 0.5))
        return Pupil(self._new_id(), self._names.child(), ability, frailty)

    def _staff(self, school: School, school_class: SchoolClass) -> None:
        """Give the class its courses and its class teacher: one of those who give most of its lessons."""
        taken = {one.class_teacher for one in school.classes}
        for subject, hours in self._plan.lessons(school_class.grade).items():
            parts = school_class.subgroups if subject == SPLIT_SUBJECT else ()
            for subgroup in parts or (None,):
                speciality = self._plan.speciality(subject, school_class.grade)
                teacher = self._teacher(school, school_class, speciality, hours)
                school.courses.append(Course(school_class, subject, teacher, subgroup))
        givers = [course.teacher.id for course in school.courses if course.school_class is school_class]
        free = [teacher for teacher in givers if teacher not in taken]
        school_class.class_teacher = (free or givers)[0]

    def _teacher(self, school: School, school_class: SchoolClass, speciality: str, hours: int) -> Teacher:
        """Return who gives a course: one teacher of the primary grades has a whole class, others have many."""
        known = [one for one in school.teachers if one.speciality == speciality]
        if school_class.grade <= PRIMARY_GRADES and speciality == "primary":
            given = {one.teacher.id for one in school.courses if one.school_class is not school_class}
            fitting = [one for one in known if one.id not in given]
        else:
            busy = {one.teacher.id for one in school.courses if one.school_class is school_class and one.subgroup}
            fitting = [one for one in known if self._hours[one.id] + hours <= HOURS_MAX and one.id not in busy]
        if not fitting:
            fitting = [Teacher(self._new_id(), self._names.adult(), speciality)]
            school.teachers += fitting
        self._hours[fitting[0].id] += hours
        return fitting[0]


def _alphabetical(name: PersonName) -> tuple[str, str, str]:
    family, given, patronymic = (
        part.casefold().replace("ё", "е\uffff") for part in (name.family, name.given, name.patronymic or "")
    )
    return family, given, patronymic
