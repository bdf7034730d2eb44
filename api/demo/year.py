"""Year («учебный год») of the demo: every deed of it in the order of time, the same for the same world."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from aggregates.rights import Role
from api.demo.absences import Absence, Absences
from api.demo.backlog import Backlog
from api.demo.chance import Chance
from api.demo.deed import Dated, Deed, Diary, grant
from api.demo.founding import founding
from api.demo.happenings import Happenings
from api.demo.lesson import Classroom, Lesson
from api.demo.school import SchoolClass
from api.demo.world import World
from api.entropy import SeededEntropy
from commands.journal import schedule_lessons, state_absence_reason
from commands.journal.open_school_year import Period

_CHUNK = 200
"""Lessons entered into the timetable by one command."""
_STATED = 0.9
_FIRST_BELL, _LESSON, _BREAK = (8, 30), 40, 12


class Year:
    """Plays the year of a world, once."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._chance = Chance(world.seed("year"))
        self._new_id = SeededEntropy(world.seed("lessons")).identifier
        year = world.profile.year
        self._days = world.teaching_days(year.starts_on, year.ends_on)
        self._lessons = self._planned()
        self._absences = Absences(self._chance)
        self._backlog = Backlog(self._days, world.profile.regulation.edit_days - 1)
        self._classroom = Classroom(world, self._absences, self._backlog, self._chance)
        self._happenings = Happenings(world, self._lessons, self._absences, self._chance)
        self._diary = Diary(world.profile.zone, year.starts_on - timedelta(days=8))

    def deeds(self) -> Iterator[Dated]:
        """Yield every deed up to the evening of the last day."""
        enter, periods = self._diary.enter, list(self._world.profile.year.periods)
        yield from map(enter, founding(self._world))
        for on in self._days:
            if on > self._world.scale.last_on:
                return
            if periods and periods[0].starts_on <= on:
                yield from self._timetable(periods.pop(0))
            yield from self._day(on)

    def _planned(self) -> dict[date, list[Lesson]]:
        """Return all lessons of the year by day, in the order of their hours."""
        weekly = self._world.timetable.weekly()
        weeks = max(1, len(self._days) // self._world.profile.week_days)
        places: Counter[tuple[str, str]] = Counter()
        planned: dict[date, list[Lesson]] = {on: [] for on in self._days}
        for period in self._world.profile.year.periods:
            for on in self._world.teaching_days(period.starts_on, period.ends_on):
                for number, courses in self._world.timetable.at(on.weekday()):
                    for course in courses:
                        key = (course.subgroup or course.school_class).id, course.subject
                        total = max(weekly[key] * (weeks + 1), places[key] + 1)
                        lesson_id, teacher = self._new_id(), course.teacher.id
                        lesson = Lesson(lesson_id, course, period.code, on, number, places[key], total, teacher)
                        planned[on].append(lesson)
                        places[key] += 1
        return planned

    def _timetable(self, period: Period) -> Iterator[Dated]:
        """Yield how a period's lessons are entered, three days before it begins."""
        self._diary.turn(period.starts_on - timedelta(days=3), 10)
        days = self._world.teaching_days(period.starts_on, period.ends_on)
        for school_class in self._world.school.classes:
            lessons = [one for on in days for one in self._lessons[on] if one.course.school_class is school_class]
            for start in range(0, len(lessons), _CHUNK):
                yield self._diary.enter(self._scheduling(school_class, lessons[start : start + _CHUNK]))

    def _scheduling(self, school_class: SchoolClass, lessons: list[Lesson]) -> Deed:
        planned = tuple(
            schedule_lessons.PlannedLesson(
                lesson=one.id,
                subject=one.course.subject,
                period=one.period,
                on=one.on,
                number=one.number,
                teacher=one.course.teacher.id,
                subgroup=one.course.subgroup.id if one.course.subgroup else None,
            )
            for one in lessons
        )
        command = schedule_lessons.ScheduleLessons(school_class=school_class.id, lessons=planned)
        school = self._world.school
        return Deed(schedule_lessons.handle, command, school.deputy.id, grant(Role.DEPUTY_HEAD, school.institution))

    def _day(self, on: date) -> Iterator[Dated]:
        self._diary.turn(on, 7, 45)
        yield from map(self._diary.enter, self._happenings.morning(on))
        for school_class, absence in self._absences.begin(self._world.school.classes, on):
            self._state(school_class, absence, on)
        held = [lesson for lesson in self._lessons[on] if not lesson.is_removed]
        for number in range(1, self._world.plan.week_hours_max + 1):
            yield from self._hour(on, number, [lesson for lesson in held if lesson.number == number])
        self._diary.turn(on, 16)
        yield from map(self._diary.enter, self._backlog.take(on))
        yield from map(self._diary.enter, self._happenings.evening(on))

    def _hour(self, on: date, number: int, lessons: list[Lesson]) -> Iterator[Dated]:
        """Yield what teachers write when a lesson ends: all of them the cells, then the topics, then the homework."""
        hour, minute = _FIRST_BELL
        ends = hour * 60 + minute + number * (_LESSON + _BREAK) - _BREAK
        self._diary.turn(on, *divmod(ends, 60))
        for lesson in lessons:
            yield from map(self._diary.enter, self._classroom.cells(lesson))
        for write in (self._classroom.topic, self._classroom.homework):
            yield from (self._diary.enter(deed) for lesson in lessons if (deed := write(lesson)) is not None)

    def _state(self, school_class: SchoolClass, absence: Absence, on: date) -> None:
        """Have the class teacher state the reason of an absence, as a rule, before the window of its first lesson."""
        later = self._chance.between(0, 2)
        due = self._backlog.day_after(on, later)
        window = self._world.profile.regulation.edit_days
        if absence.lessons and due and (due - absence.first_on).days < window and self._chance.happens(_STATED):
            command = state_absence_reason.StateAbsenceReason(
                pupil=absence.pupil.id, lessons=tuple(absence.lessons), symbol=absence.reason.value
            )
            role = grant(Role.CLASS_TEACHER, self._world.school.institution)
            deed = Deed(state_absence_reason.handle, command, school_class.class_teacher, role)
            self._backlog.put(on, later, deed)
