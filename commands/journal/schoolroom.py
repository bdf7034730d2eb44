"""Schoolroom («урок с его классом и годом»): what every command in a lesson recalls before it decides."""

from dataclasses import dataclass

from aggregates.journal.lesson import decisions as lesson_decisions
from aggregates.journal.lesson.state import LESSON, Lesson
from aggregates.journal.lesson.window import Limits, Place
from aggregates.journal.school_class import decisions as class_decisions
from aggregates.journal.school_class.state import CLASS, SchoolClass
from aggregates.journal.school_year import calendar
from aggregates.journal.school_year.state import SCHOOL_YEAR, SchoolYear
from aggregates.rights import Permission, role_for
from commands.work import Work
from ledger.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Schoolroom:
    """A class in its school year, and the caller's stamp there."""

    school_class: SchoolClass
    year: SchoolYear
    stamp: Stamp

    def place(self, lesson: Lesson) -> Place:
        """Return what a lesson's decisions need to know of the class and the year on the lesson's day."""
        regulation = self.year.regulation_on(lesson.on)
        return Place(
            self.school_class.members_on(lesson.on, lesson.subgroup),
            Limits(regulation.version, regulation.edit_days, regulation.ahead_days),
        )


def recall_lesson(work: Work, lesson_id: str) -> Lesson:
    """Return the lesson; its class and year, which it never changes, are read along with it if it is remembered.

    Raises:
        LessonUnknown: it was never scheduled.

    """
    earlier = work.remembered(LESSON, lesson_id)
    if earlier is not None:
        work.foresee((LESSON, lesson_id), (CLASS, earlier.school_class), (SCHOOL_YEAR, earlier.school_year))
    lesson = lesson_decisions.known(work.recall(LESSON, lesson_id), lesson_id)
    work.foresee((CLASS, lesson.school_class), (SCHOOL_YEAR, lesson.school_year))
    return lesson


def recall_year(work: Work, year_id: str) -> SchoolYear:
    """Return the school year, in which something may still be done.

    Raises:
        YearUnknown, Archived: there is nothing to decide on.

    """
    year = calendar.known(work.recall(SCHOOL_YEAR, year_id), year_id)
    calendar.require_current(year)
    return year


def recall(work: Work, class_id: str, permission: Permission) -> Schoolroom:
    """Return the class with its year; both are version-checked when the command is recorded.

    Raises:
        ClassUnknown, Archived, NotPermitted: there is nothing to decide on.

    """
    school_class = class_decisions.known(work.recall(CLASS, class_id), class_id)
    year = recall_year(work, school_class.school_year)
    own = school_class.class_teacher_on(work.caller.today(year.zone)) == work.caller.actor
    role = role_for(work.caller, permission, school_class.institution, class_id, own=own)
    return Schoolroom(school_class, year, work.caller.stamp(role, year.zone))


def year_stamp(work: Work, year: SchoolYear, permission: Permission) -> Stamp:
    """Return the caller's stamp for an act on a whole school year.

    Raises:
        NotPermitted: no role of the caller allows it.

    """
    role = role_for(work.caller, permission, year.institution)
    return work.caller.stamp(role, year.zone)


def claim_group(work: Work, group: str, holder: str) -> None:
    """Take the id of a class or a subgroup («учебная группа»): its journal pages are named by it, and nobody else's."""
    work.claim("group", group, holder)
