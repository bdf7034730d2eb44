"""What a reader may see of a school («право чтения»): looked up in the records before anything is shown."""

from collections.abc import Collection
from typing import NamedTuple

from aggregates.journal.lesson.decisions import known as known_lesson
from aggregates.journal.lesson.state import LESSON, Lesson
from aggregates.journal.school_class.decisions import known as known_class
from aggregates.journal.school_class.state import CLASS, SchoolClass
from aggregates.journal.school_year.calendar import known as known_year
from aggregates.journal.school_year.state import SCHOOL_YEAR
from aggregates.rights import Permission, role_for
from api.house import House
from ledger.stamp import Caller


class SeenClass(NamedTuple):
    """A class that the caller may see, and the zone of its institution."""

    school_class: SchoolClass
    zone: str


class SeenLesson(NamedTuple):
    """A lesson that the caller may see, its version, and the zone of its institution."""

    lesson: Lesson
    version: int
    zone: str


def see_class(
    house: House, caller: Caller, class_id: str, permission: Permission, *, taught_by: Collection[str] = ()
) -> SeenClass:
    """Return the class; it is the caller's own for its class teacher, and for whoever gives its lessons shown.

    Raises:
        ClassUnknown, NotPermitted: there is nothing to see.

    """
    school_class = known_class(house.present.of(CLASS, class_id).state, class_id)
    zone = known_year(house.present.of(SCHOOL_YEAR, school_class.school_year).state, school_class.school_year).zone
    own = caller.actor in {school_class.class_teacher_on(caller.today(zone)), *taught_by}
    role_for(caller, permission, school_class.institution, class_id, own=own)
    return SeenClass(school_class, zone)


def see_lesson(house: House, caller: Caller, lesson_id: str, permission: Permission) -> SeenLesson:
    """Return the lesson; it is the caller's own for its teacher, its substitute and the class teacher.

    Raises:
        LessonUnknown, NotPermitted: there is nothing to see.

    """
    found = house.present.of(LESSON, lesson_id)
    lesson = known_lesson(found.state, lesson_id)
    teachers = {lesson.teacher, lesson.substitute or lesson.teacher}
    zone = see_class(house, caller, lesson.school_class, permission, taught_by=teachers).zone
    return SeenLesson(lesson, found.version, zone)
