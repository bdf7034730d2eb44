"""Lessons over HTTP («уроки»): topic, homework, marks and attendance of one lesson."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Request, Response

from aggregates.journal.lesson.state import Lesson
from aggregates.rights import Permission
from api.http import examples
from api.http.asking import asked
from api.http.conditions import etag
from api.http.dependencies import CounterDep, HouseDep, VisitorDep
from api.http.documentation import WRITE
from api.http.json_route import room
from api.http.school import see_lesson
from api.http.views import view, viewing
from commands.command import Id
from commands.journal import (
    appoint_substitute,
    assign_homework,
    open_column,
    record_marks,
    record_topic,
    remove_lesson,
)

router = room("lessons", "/lessons/{lesson}")


@dataclass(frozen=True, slots=True)
class CellShown:
    """What stands in a cell («клетка»): no column is the attendance register, `version` the lesson's at the change."""

    pupil: str
    column: int | None
    symbol: str
    version: int


@dataclass(frozen=True, slots=True)
class LessonShown:
    """A lesson as it is now («урок»); its ETag is the version that a correction names in If-Match."""

    lesson: str
    school_year: str
    school_class: str
    subgroup: str | None
    subject: str
    period: str
    on: date
    number: int
    teacher: str
    substitute: str | None
    is_removed: bool
    topic: str | None
    homework: str | None
    columns: tuple[int, ...]
    cells: tuple[CellShown, ...]
    version: int


SHOWN = LessonShown(
    lesson=examples.LESSON,
    school_year=examples.YEAR,
    school_class=examples.CLASS,
    subgroup=None,
    subject="mathematics",
    period="q1",
    on=date(2026, 10, 1),
    number=2,
    teacher=examples.TEACHER,
    substitute=None,
    is_removed=False,
    topic="Сложение дробей",
    homework="§ 12, № 304",
    columns=(1,),
    cells=(CellShown(examples.PUPIL, 1, "4", 4), CellShown(examples.CLASSMATE, None, "ОТ", 5)),
    version=5,
)
ENTRIES = {
    "entries": [
        {"pupil": examples.PUPIL, "column": 1, "symbol": "5", "reason": "misentry"},
        {"pupil": examples.CLASSMATE, "symbol": "ОТ"},
    ]
}

Marking = Annotated[record_marks.RecordMarks, asked(record_marks.RecordMarks, "lesson", seen=True, example=ENTRIES)]
NamingTopic = Annotated[
    record_topic.RecordTopic, asked(record_topic.RecordTopic, "lesson", example={"topic": "Сложение дробей"})
]
Assigning = Annotated[
    assign_homework.AssignHomework,
    asked(assign_homework.AssignHomework, "lesson", example={"homework": "§ 12, № 304"}),
]
Substituting = Annotated[
    appoint_substitute.AppointSubstitute,
    asked(appoint_substitute.AppointSubstitute, "lesson", example={"teacher": examples.SUBSTITUTE}),
]
OpeningColumn = Annotated[
    open_column.OpenColumn,
    asked(open_column.OpenColumn, "lesson", example={"column": 2, "kind": "control", "title": "Контрольная № 1"}),
]
Removing = Annotated[
    remove_lesson.RemoveLesson, asked(remove_lesson.RemoveLesson, "lesson", example={"reason": "карантин"})
]


@router.get("", **viewing(LessonShown, SHOWN))
def read(lesson: Id, request: Request, house: HouseDep, caller: VisitorDep) -> Response:
    """Показать урок, каков он сейчас."""
    seen = see_lesson(house, caller, lesson, Permission.READ_PAGE)
    return view(request, _shown(lesson, seen.lesson, seen.version), etag=etag(seen.version))


@router.post("/marks", **WRITE)
def mark(command: Marking, counter: CounterDep) -> Response:
    """Выставить или исправить отметки и посещаемость: все клетки запроса или ни одной."""
    return counter.take(record_marks.handle, command)


@router.post("/topics", **WRITE)
def name_topic(command: NamingTopic, counter: CounterDep) -> Response:
    """Записать тему урока."""
    return counter.take(record_topic.handle, command)


@router.post("/homework", **WRITE)
def assign(command: Assigning, counter: CounterDep) -> Response:
    """Записать домашнее задание."""
    return counter.take(assign_homework.handle, command)


@router.post("/columns", **WRITE)
def add_column(command: OpeningColumn, counter: CounterDep) -> Response:
    """Добавить графу для отметок."""
    return counter.take(open_column.handle, command)


@router.post("/substitutes", **WRITE)
def substitute(command: Substituting, counter: CounterDep) -> Response:
    """Назначить замену; назначение своего учителя её завершает."""
    return counter.take(appoint_substitute.handle, command)


@router.post("/removals", **WRITE)
def remove(command: Removing, counter: CounterDep) -> Response:
    """Удалить непроведённый урок со страницы; из истории он не исчезает."""
    return counter.take(remove_lesson.handle, command)


def _shown(identifier: str, lesson: Lesson, version: int) -> LessonShown:
    cells = (
        CellShown(cell.pupil, cell.column, written.symbol.value, written.version)
        for cell, written in lesson.cells.items()
        if written.symbol is not None
    )
    return LessonShown(
        lesson=identifier,
        school_year=lesson.school_year,
        school_class=lesson.school_class,
        subgroup=lesson.subgroup,
        subject=lesson.subject,
        period=lesson.period,
        on=lesson.on,
        number=lesson.number,
        teacher=lesson.teacher,
        substitute=lesson.substitute,
        is_removed=lesson.is_removed,
        topic=lesson.topic,
        homework=lesson.homework,
        columns=tuple(sorted(lesson.columns)),
        cells=tuple(sorted(cells, key=lambda cell: (cell.pupil, cell.column or 0))),
        version=version,
    )
