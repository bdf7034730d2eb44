"""Classes over HTTP («классы»): who belongs to them, their subgroups, their timetable."""

from typing import Annotated

from fastapi import Response

from api.http import examples
from api.http.asking import asked
from api.http.dependencies import CounterDep
from api.http.documentation import WRITE
from api.http.json_route import room
from commands.journal import (
    appoint_class_teacher,
    enrol_pupils,
    form_subgroup,
    remove_pupil,
    schedule_lessons,
    state_absence_reason,
)

router = room("classes", "/classes/{school_class}")
absences = room("absences", "/absence-reasons")

ENROLMENT = {"pupils": [examples.PUPIL, examples.CLASSMATE], "from_on": "2026-09-01", "order": examples.ORDER}
DEPARTURE = {"pupil": examples.CLASSMATE, "last_on": "2026-12-01", "order": {"number": "77-у", "on": "2026-11-30"}}
SUBGROUP = {
    "subgroup": examples.SUBGROUP,
    "subject": "english",
    "label": "1-я подгруппа",
    "pupils": [examples.PUPIL],
    "from_on": "2026-09-01",
}
TIMETABLE = {
    "lessons": [
        {
            "lesson": examples.LESSON,
            "subject": "mathematics",
            "period": "q1",
            "on": "2026-10-01",
            "number": 2,
            "teacher": examples.TEACHER,
        }
    ]
}
APPOINTMENT = {"class_teacher": examples.SUBSTITUTE, "from_on": "2027-01-11", "order": examples.ORDER}
REASON = {"pupil": examples.CLASSMATE, "lessons": [examples.LESSON], "symbol": "Б"}

Enrolling = Annotated[enrol_pupils.EnrolPupils, asked(enrol_pupils.EnrolPupils, "school_class", example=ENROLMENT)]
Leaving = Annotated[remove_pupil.RemovePupil, asked(remove_pupil.RemovePupil, "school_class", example=DEPARTURE)]
Dividing = Annotated[form_subgroup.FormSubgroup, asked(form_subgroup.FormSubgroup, "school_class", example=SUBGROUP)]
Appointing = Annotated[
    appoint_class_teacher.AppointClassTeacher,
    asked(appoint_class_teacher.AppointClassTeacher, "school_class", example=APPOINTMENT),
]
Scheduling = Annotated[
    schedule_lessons.ScheduleLessons, asked(schedule_lessons.ScheduleLessons, "school_class", example=TIMETABLE)
]
Explaining = Annotated[
    state_absence_reason.StateAbsenceReason, asked(state_absence_reason.StateAbsenceReason, example=REASON)
]


@router.post("/enrolments", **WRITE)
def enrol(command: Enrolling, counter: CounterDep) -> Response:
    """Зачислить обучающихся в класс приказом."""
    return counter.take(enrol_pupils.handle, command)


@router.post("/departures", **WRITE)
def leave(command: Leaving, counter: CounterDep) -> Response:
    """Отметить выбытие; последний день ещё принадлежит классу."""
    return counter.take(remove_pupil.handle, command)


@router.post("/subgroups", **WRITE)
def divide(command: Dividing, counter: CounterDep) -> Response:
    """Сформировать подгруппу по предмету."""
    return counter.take(form_subgroup.handle, command)


@router.post("/class-teachers", **WRITE)
def appoint(command: Appointing, counter: CounterDep) -> Response:
    """Назначить классного руководителя."""
    return counter.take(appoint_class_teacher.handle, command)


@router.post("/lessons", **WRITE)
def schedule(command: Scheduling, counter: CounterDep) -> Response:
    """Внести уроки в расписание."""
    return counter.take(schedule_lessons.handle, command)


@absences.post("", **WRITE)
def explain(command: Explaining, counter: CounterDep) -> Response:
    """Указать причину отсутствия обучающегося на уроках своего класса."""
    return counter.take(state_absence_reason.handle, command)
