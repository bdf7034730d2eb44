"""School К of the acceptance scenarios: its real year, class 5А, its people, and what they do, on a real ledger."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from aggregates.journal.permission.events import Ground, RefusalGround
from aggregates.rights import Role
from api.profiles import load
from commands.document import Document, Order
from commands.journal import (
    enrol_pupils,
    form_class,
    grant_permission,
    open_school_year,
    record_marks,
    refuse_permission,
    request_permission,
    schedule_lessons,
    state_absence_reason,
)
from commands.journal.record_marks import CellEntry, RecordMarks
from commands.journal.request_permission import CellToChange, RequestPermission
from commands.journal.schedule_lessons import PlannedLesson, ScheduleLessons
from commands.people import register_person
from commands.people.name import PersonName
from commands.people.register_person import RegisterPerson
from ledger.stamp import Caller, Grant

ZONE = ZoneInfo("Asia/Yekaterinburg")
ORDER = Order(number="12", on=date(2026, 8, 28))
CERTIFICATE = Document(kind="справка", number="7", on=date(2026, 10, 12))
ROLES = {
    "T-M": Role.TEACHER,
    "T-Mu": Role.TEACHER,
    "T-CT": Role.CLASS_TEACHER,
    "T-CB": Role.CLASS_TEACHER,
    "ADM": Role.ADMINISTRATOR,
    "HD": Role.HEAD,
    "DEP": Role.DEPUTY_HEAD,
    "SEC": Role.SECRETARY,
}


class School:
    """The school at work: each act is a command of somebody, recorded for good at the moment the clock shows."""

    def __init__(self, executor, history, entropy):
        self.executor, self.history, self.new_id = executor, history, entropy.identifier
        self.institution, self.year, self.class_5a, self.class_5b = (self.new_id() for _ in range(4))
        self.people = {name: self.new_id() for name in (*ROLES, *(f"P{number}" for number in range(1, 10)))}
        self.lessons = {}
        self.clock("2026-08-31 09:00")

    def clock(self, local):
        """Set the clock to a local time of the school."""
        self.at = datetime.fromisoformat(local).replace(tzinfo=ZONE).astimezone(UTC)

    def caller(self, name):
        grant = Grant(ROLES[name].value, self.institution)
        return Caller(self.people[name], (grant,), self.at, self.new_id())

    def perform(self, name, module, command):
        return self.executor.perform(module.handle, command, self.caller(name))

    def open(self):
        self.perform("DEP", open_school_year, self.opening())

    def opening(self):
        return load("konevo").opening(school_year=self.year, institution=self.institution)

    def form(self, school_class, label, class_teacher):
        command = form_class.FormClass(
            school_class=school_class,
            school_year=self.year,
            label=label,
            grade=5,
            class_teacher=self.people[class_teacher],
            order=ORDER,
        )
        return self.perform("DEP", form_class, command)

    def enrol(self, school_class, *pupils, from_on=date(2026, 9, 1)):
        command = enrol_pupils.EnrolPupils(
            school_class=school_class,
            pupils=tuple(self.people[pupil] for pupil in pupils),
            from_on=from_on,
            order=ORDER,
        )
        return self.perform("SEC", enrol_pupils, command)

    def planned(self, on, number=2, subject="mathematics", teacher="T-M", period="q1"):
        lesson = self.lessons.setdefault((subject, on), self.new_id())
        return PlannedLesson(
            lesson=lesson, subject=subject, period=period, on=on, number=number, teacher=self.people[teacher]
        )

    def schedule(self, *planned, by="ADM", school_class=None):
        command = ScheduleLessons(school_class=school_class or self.class_5a, lessons=planned)
        return self.perform(by, schedule_lessons, command)

    def mark(self, on, *entries, by="T-M", subject="mathematics", **options):
        """Write entries: pupil, symbol, and maybe more of a cell's entry."""
        cells = tuple(
            CellEntry(pupil=self.people[pupil], symbol=symbol, **(more[0] if more else {}))
            for pupil, symbol, *more in entries
        )
        command = RecordMarks(lesson=self.lessons[subject, on], entries=cells, **options)
        return self.perform(by, record_marks, command)

    def state_reason(self, pupil, symbol, *days, by="T-CT", **options):
        command = state_absence_reason.StateAbsenceReason(
            pupil=self.people[pupil],
            lessons=tuple(self.lessons["mathematics", on] for on in days),
            symbol=symbol,
            **options,
        )
        return self.perform(by, state_absence_reason, command)

    def request(self, permission, pupil, *days, by="T-M", documents=(CERTIFICATE,), column=1, explanation=None):
        command = RequestPermission(
            permission=permission,
            pupil=self.people[pupil],
            cells=tuple(CellToChange(lesson=self.lessons["mathematics", on], column=column) for on in days),
            ground=Ground.ILLNESS,
            documents=documents,
            explanation=explanation,
        )
        return self.perform(by, request_permission, command)

    def grant(self, permission, by="HD", expires_on=None):
        command = grant_permission.GrantPermission(permission=permission, expires_on=expires_on)
        return self.perform(by, grant_permission, command)

    def refuse(self, permission, by="HD", note=None):
        command = refuse_permission.RefusePermission(
            permission=permission, ground=RefusalGround.DOCUMENT_DOES_NOT_CONFIRM, note=note
        )
        return self.perform(by, refuse_permission, command)

    def register(self, pupil):
        """Make a card for a pupil: only then may something sealed be told about the pupil."""
        name = PersonName(family="Ёлкина", given="Мария")
        command = RegisterPerson(
            person=self.people[pupil], institution=self.institution, zone="Asia/Yekaterinburg", name=name
        )
        return self.perform("SEC", register_person, command)

    def recorded(self, stream):
        """The events of a stream, as they happened."""
        return [one.event for one in self.history.stream(stream)]

    def of_lesson(self, on, subject="mathematics"):
        return self.recorded(f"lesson-{self.lessons[subject, on]}")

    def metadata(self, stream):
        return [self.history.metadata(entry) for entry in self.history.entries(stream)]


@pytest.fixture
def school(executor, history, entropy):
    """Class 5А with its pupils and three lessons of mathematics in October, class 5Б without anybody."""
    school = School(executor, history, entropy)
    school.open()
    school.form(school.class_5a, "5А", "T-CT")
    school.form(school.class_5b, "5Б", "T-CB")
    school.enrol(school.class_5a, *(f"P{number}" for number in range(1, 10)))
    days = [date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 6)]
    school.schedule(*(school.planned(on) for on in days))
    return school
