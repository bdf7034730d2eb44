"""Decisions on a class: forming it, its roster, its subgroups, its class teacher."""

from collections.abc import Iterable
from datetime import date

from aggregates.journal.russian import has_look_alike
from aggregates.journal.school_class.events import (
    ClassFormed,
    ClassTeacherAppointed,
    PupilJoined,
    PupilLeft,
    SubgroupFormed,
)
from aggregates.journal.school_class.refusals import (
    AlreadyAMember,
    AlreadyFormed,
    AlreadyInSubgroup,
    ClassUnknown,
    LabelLooksAlike,
    NotInClass,
    PupilRepeated,
    SubgroupAlreadyFormed,
    SubgroupUnknown,
)
from aggregates.journal.school_class.state import SchoolClass
from ledger.aggregate import Decided
from ledger.document import Order


def form(school_class: SchoolClass | None, formed: ClassFormed) -> list[Decided]:
    """Form a class; its label is written in Russian letters."""
    if school_class is not None:
        raise AlreadyFormed(label=school_class.label)
    if has_look_alike(formed.label):
        raise LabelLooksAlike(label=formed.label)
    return [Decided(formed)]


def enrol(school_class: SchoolClass, pupils: Iterable[str], from_on: date, order: Order) -> list[Decided]:
    """Let pupils belong to the class from a day on; nobody is in it twice at a time."""
    decided = []
    for pupil in _each_once(pupils):
        stays = school_class.stays.get(pupil, ())
        if stays and (stays[-1].last_on is None or from_on <= stays[-1].last_on):
            raise AlreadyAMember(pupil=pupil, label=school_class.label, from_on=stays[-1].from_on)
        decided.append(Decided(PupilJoined(pupil=pupil, from_on=from_on, order=order)))
    return decided


def remove(school_class: SchoolClass, pupil: str, last_on: date, order: Order) -> list[Decided]:
    """End a pupil's time in the class; the last day still belongs to it."""
    stays = school_class.stays.get(pupil, ())
    if not stays or stays[-1].last_on is not None or last_on < stays[-1].from_on:
        raise NotInClass(pupil=pupil, on=last_on, label=school_class.label)
    return [Decided(PupilLeft(pupil=pupil, last_on=last_on, order=order))]


def form_subgroup(school_class: SchoolClass, formed: SubgroupFormed) -> list[Decided]:
    """Let pupils of the class study a subject apart (JRN-038); a pupil is in one subgroup of a subject."""
    if formed.subgroup in school_class.subgroups:
        raise SubgroupAlreadyFormed(subgroup=formed.subgroup)
    same_subject = [one for one in school_class.subgroups.values() if one.subject == formed.subject]
    for pupil in _each_once(formed.pupils):
        if not school_class.has_member(pupil, formed.from_on):
            raise NotInClass(pupil=pupil, on=formed.from_on, label=school_class.label)
        for other in same_subject:
            if pupil in other.pupils:
                raise AlreadyInSubgroup(pupil=pupil, title=other.label)
    return [Decided(formed)]


def appoint_class_teacher(school_class: SchoolClass, teacher: str, from_on: date, order: Order) -> list[Decided]:
    """Let another teacher answer for the class from a day on."""
    if school_class.class_teacher_on(from_on) == teacher:
        return []
    return [Decided(ClassTeacherAppointed(class_teacher=teacher, from_on=from_on, order=order))]


def known(school_class: SchoolClass | None, identifier: str) -> SchoolClass:
    """Return the class.

    Raises:
        ClassUnknown: no class was formed under this id.

    """
    if school_class is None:
        raise ClassUnknown(school_class=identifier)
    return school_class


def require_subgroup(school_class: SchoolClass, subgroup: str | None, subject: str) -> None:
    """Refuse a subgroup that the class does not have for the subject."""
    if subgroup is None:
        return
    apart = school_class.subgroups.get(subgroup)
    if apart is None or apart.subject != subject:
        raise SubgroupUnknown(label=school_class.label, subgroup=subgroup, subject=subject)


def _each_once(pupils: Iterable[str]) -> Iterable[str]:
    seen: set[str] = set()
    for pupil in pupils:
        if pupil in seen:
            raise PupilRepeated(pupil=pupil)
        seen.add(pupil)
        yield pupil
