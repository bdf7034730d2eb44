"""Curriculum («учебный план») of the demo's school: hours, specialities, control works, topics and homework."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Annotated

from pydantic import Field

from aggregates.journal.lesson.events import WorkKind
from commands.command import Part
from commands.journal.fields import Grade

PRIMARY_GRADES = 4


class Hours(Part):
    """Lessons a week in some grades, by subject."""

    grades: tuple[Grade, Grade]
    lessons: Mapping[str, int]


class Works(Part):
    """How often a subject has a control work, and how many marks an ordinary lesson brings."""

    every: Annotated[int, Field(ge=2)]
    kind: WorkKind
    title: str
    marks: int


class Topics(Part):
    """What a subject is about in some grades, in the order of the year."""

    subject: str
    grades: tuple[Grade, Grade]
    titles: tuple[str, ...]


class Curriculum(Part):
    """What the school teaches."""

    week_hours_max: int
    hours: tuple[Hours, ...]
    specialities: Mapping[str, tuple[str, ...]]
    works: Mapping[str, Works]
    topics: tuple[Topics, ...]
    courses: Mapping[str, tuple[str, ...]]
    homework: Mapping[str, tuple[str, ...]]

    def lessons(self, grade: int) -> Mapping[str, int]:
        """Return the lessons a week of a grade, by subject."""
        return next(one.lessons for one in self.hours if _covers(one.grades, grade))

    def speciality(self, subject: str, grade: int) -> str:
        """Return which teachers give a subject in a grade."""
        of_primary = grade <= PRIMARY_GRADES and subject in self.specialities["primary"]
        others = (name for name, subjects in self.specialities.items() if name != "primary" and subject in subjects)
        return "primary" if of_primary else next(others)

    def topic(self, subject: str, grade: int, number: int, total: int) -> str:
        """Return the topic of a lesson: its number in the year, from 0, of *total*."""
        titles = next(one.titles for one in self.topics if one.subject == subject and _covers(one.grades, grade))
        place = number * len(titles) // total
        course = self.courses.get(subject, self.courses["general"])
        begun = -(-place * total // len(titles))
        return course[min(number - begun, len(course) - 1)].format(topic=titles[place])

    def task(self, subject: str, number: int) -> str:
        """Return what is to be done at home after a lesson."""
        wording = self.homework.get(subject, self.homework["general"])
        part = 1 + number // 3
        return wording[number % len(wording)].format(part=part, first=11 + 4 * number, second=13 + 4 * number)


@cache
def curriculum() -> Curriculum:
    """Return the curriculum that ships with the demo."""
    files = (resources.files("api.demo").joinpath(name) for name in ("curriculum.toml", "topics.toml"))
    parts = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    return Curriculum.model_validate(parts[0] | parts[1])


def _covers(grades: tuple[int, int], grade: int) -> bool:
    return grades[0] <= grade <= grades[1]
