"""Timetable («расписание»): a week of lessons in which no teacher and no class is wanted in two places at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from api.demo.chance import Chance
from api.demo.curriculum import Curriculum
from api.demo.school import Course, School, SchoolClass

WEEK_DAYS = 5


class Hour(NamedTuple):
    """A place in the week: Monday is 0, the first lesson of a day is 1."""

    day: int
    number: int


class Timetable:
    """What every class has at every hour of the week; subgroups of a class have theirs at the same hour."""

    def __init__(self, lessons: Mapping[Hour, list[Course]]) -> None:
        self._lessons = lessons

    def at(self, day: int) -> Iterator[tuple[int, list[Course]]]:
        """Yield the courses of a day by the number of the lesson."""
        for hour in sorted(self._lessons):
            if hour.day == day:
                yield hour.number, self._lessons[hour]

    def weekly(self) -> Mapping[tuple[str, str], int]:
        """Return how many lessons a week a class or subgroup has in a subject."""
        return Counter(
            ((course.subgroup or course.school_class).id, course.subject)
            for courses in self._lessons.values()
            for course in courses
        )


def arrange(school: School, plan: Curriculum, chance: Chance) -> Timetable:
    """Return a timetable: classes with the most lessons choose first, and every lesson takes the earliest hour."""
    taught: dict[Hour, list[Course]] = defaultdict(list)
    busy: set[tuple[str, Hour]] = set()
    order = {one.id: number for number, one in enumerate(school.classes)}
    classes = sorted(school.classes, key=lambda one: -sum(plan.lessons(one.grade).values()))
    for school_class in classes:
        for hour, courses in _week(school_class, school.courses, plan, busy, chance):
            taught[hour] += courses
            busy |= {(course.teacher.id, hour) for course in courses}
    for courses in taught.values():
        courses.sort(key=lambda course: order[course.school_class.id])
    return Timetable(taught)


def _week(
    school_class: SchoolClass,
    courses: Iterable[Course],
    plan: Curriculum,
    busy: set[tuple[str, Hour]],
    chance: Chance,
) -> Iterator[tuple[Hour, list[Course]]]:
    """Yield where the lessons of one class are: hour after hour, what is most behind and can be given then."""
    own = sorted((one for one in courses if one.school_class is school_class), key=lambda one: one.subject)
    together = {subject: list(parts) for subject, parts in groupby(own, key=lambda one: one.subject)}
    left = Counter({subject: plan.lessons(school_class.grade)[subject] for subject in together})
    hours = [Hour(day, number) for number in range(1, plan.week_hours_max + 1) for day in range(WEEK_DAYS)]
    given: Counter[tuple[str, int]] = Counter()
    for hour in hours:
        free = [
            subject
            for subject in chance.shuffled(list(together))
            if left[subject] and not any((one.teacher.id, hour) in busy for one in together[subject])
        ]
        if free:
            chosen = max(free, key=lambda subject: left[subject] - 3 * given[subject, hour.day])
            left[chosen] -= 1
            given[chosen, hour.day] += 1
            yield hour, together[chosen]
