"""State of a class: who belonged to it on which day, its subgroups, its class teachers."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple, assert_never

from aggregates.journal.school_class.events import (
    ClassEvent,
    ClassFormed,
    ClassTeacherAppointed,
    PupilJoined,
    PupilLeft,
    SubgroupFormed,
)
from ledger.aggregate import Aggregate


class Stay(NamedTuple):
    """A pupil's time in the class («пребывание в классе»), both days included; no last day while it lasts."""

    from_on: date
    last_on: date | None

    def covers(self, on: date) -> bool:
        """Tell whether the pupil belonged to the class that day."""
        return self.from_on <= on and (self.last_on is None or on <= self.last_on)


class Subgroup(NamedTuple):
    """Pupils who study a subject apart, from a day on."""

    subject: str
    label: str
    pupils: frozenset[str]
    from_on: date


class Appointment(NamedTuple):
    """A class teacher and the first day of the appointment."""

    from_on: date
    teacher: str


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """A class as its events left it."""

    school_year: str
    institution: str
    label: str
    grade: int
    class_teachers: tuple[Appointment, ...]
    stays: Mapping[str, tuple[Stay, ...]] = field(default_factory=dict)
    subgroups: Mapping[str, Subgroup] = field(default_factory=dict)

    def has_member(self, pupil: str, on: date) -> bool:
        """Tell whether *pupil* belonged to the class that day."""
        return any(stay.covers(on) for stay in self.stays.get(pupil, ()))

    def members_on(self, on: date, subgroup: str | None = None) -> frozenset[str]:
        """Return who belonged to the class, or to one of its subgroups, that day (JRN-062)."""
        members = frozenset(pupil for pupil in self.stays if self.has_member(pupil, on))
        if subgroup is None:
            return members
        apart = self.subgroups.get(subgroup)
        return members & apart.pupils if apart is not None and apart.from_on <= on else frozenset()

    def class_teacher_on(self, on: date) -> str:
        """Return who answers for the class that day."""
        following = bisect_right(self.class_teachers, on, key=lambda appointment: appointment.from_on)
        return self.class_teachers[following - 1].teacher


def fold(school_class: SchoolClass | None, events: Iterable[tuple[int, ClassEvent]]) -> SchoolClass | None:
    """Return the class after *events*."""
    stays = {} if school_class is None else dict(school_class.stays)
    for _, event in events:
        match event:
            case ClassFormed():
                school_class = _formed(event)
            case PupilJoined():
                stays[event.pupil] = (*stays.get(event.pupil, ()), Stay(event.from_on, None))
            case PupilLeft():
                *earlier, last = stays[event.pupil]
                stays[event.pupil] = (*earlier, last._replace(last_on=event.last_on))
            case SubgroupFormed() | ClassTeacherAppointed():
                assert school_class is not None, "a stream begins with the class being formed"
                school_class = _evolved(school_class, event)
            case _:
                assert_never(event)
    return None if school_class is None else replace(school_class, stays=stays)


def _formed(event: ClassFormed) -> SchoolClass:
    first = Appointment(date.min, event.class_teacher)
    return SchoolClass(event.school_year, event.institution, event.label, event.grade, (first,))


def _evolved(school_class: SchoolClass, event: SubgroupFormed | ClassTeacherAppointed) -> SchoolClass:
    match event:
        case SubgroupFormed():
            subgroup = Subgroup(event.subject, event.label, frozenset(event.pupils), event.from_on)
            return replace(school_class, subgroups={**school_class.subgroups, event.subgroup: subgroup})
        case ClassTeacherAppointed():
            appointed = Appointment(event.from_on, event.class_teacher)
            others = (one for one in school_class.class_teachers if one.from_on != event.from_on)
            return replace(school_class, class_teachers=tuple(sorted((*others, appointed))))
        case _:
            assert_never(event)


CLASS = Aggregate("class", fold)
