"""A small school whose marks are saved over HTTP while something breaks."""

from datetime import UTC, datetime, timedelta

from aggregates.rights import Role
from api.house import House
from api.http import classes, examples, school_years
from commands.journal import enrol_pupils, form_class, open_school_year, schedule_lessons
from ledger.stamp import Caller, Grant

LESSONS = tuple(f"01993c2e-5b00-7000-8000-0000000004{number:02}" for number in range(3))
"""One of each client, and one of both."""
PUPILS = examples.PUPIL, examples.CLASSMATE
DAY_OF_LESSONS = datetime(2026, 10, 1, 7, 0, tzinfo=UTC)


def offset() -> timedelta:
    """Return how far the school's clock is from the machine's: there it is the morning of the lessons."""
    return timedelta(seconds=round((DAY_OF_LESSONS - datetime.now(UTC)).total_seconds()))


def open_school(house: House) -> str:
    """Open the year, put the lessons into the timetable, and return the teacher's key."""
    (planned,) = classes.TIMETABLE["lessons"]
    timetable = [{**planned, "lesson": lesson, "number": number} for number, lesson in enumerate(LESSONS, 1)]

    def ask(role, verb, command):
        grants = (Grant(role.value, examples.SCHOOL),)
        caller = Caller(examples.SUBSTITUTE, grants, house.clock.now(), house.entropy.identifier())
        house.desk.perform(verb.handle, command, caller)

    year = open_school_year.OpenSchoolYear(**school_years.YEAR)
    ask(Role.DEPUTY_HEAD, open_school_year, year)
    group = form_class.FormClass(school_year=examples.YEAR, **school_years.CLASS)
    ask(Role.DEPUTY_HEAD, form_class, group)
    enrolment = enrol_pupils.EnrolPupils(school_class=examples.CLASS, **classes.ENROLMENT)
    ask(Role.SECRETARY, enrol_pupils, enrolment)
    lessons = schedule_lessons.ScheduleLessons(school_class=examples.CLASS, lessons=timetable)
    ask(Role.DEPUTY_HEAD, schedule_lessons, lessons)
    account = house.accounts.add("teacher", actor=examples.TEACHER)
    house.accounts.grant(account, Grant(Role.TEACHER.value, examples.SCHOOL), by="administrator")
    return house.accounts.issue_key(account, "для проверки", days=1).token
