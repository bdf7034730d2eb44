"""The journal page («страница журнала») as a book: lessons, columns, cells, and who belongs to the class.

An entry of attendance is the cell in column 0. A cell that was withdrawn has no row: its history is in the ledger.
"""

from collections.abc import Sequence

from aggregates.journal.lesson.events import (
    AbsenceReasonStated,
    AttendanceChanged,
    AttendanceRecorded,
    ColumnOpened,
    HomeworkAssigned,
    LessonRemoved,
    LessonScheduled,
    MarkChanged,
    MarkRecorded,
    MarkWithdrawn,
    SubstituteAppointed,
    TopicRecorded,
)
from aggregates.journal.school_class.events import ClassFormed, PupilJoined, PupilLeft, SubgroupFormed
from projections.act import Act
from projections.book import Book, Changes, Row, Rows, Table
from projections.journal.cell_change import ATTENDANCE, CELL_EVENTS

_LESSON = len("lesson-")
"""Where a lesson's id begins in the name of its stream."""

LESSON = Table(
    "lesson",
    {
        "lesson": "text",
        "page": "text",
        "school_year": "text",
        "school_class": "text",
        "subgroup": "text",
        "subject": "text",
        "period": "text",
        "held_on": "date",
        "number": "smallint",
        "teacher": "text",
        "substitute": "text",
        "removed": "text",
        "topic": "text",
        "topic_late": "boolean",
        "homework": "text",
        "homework_late": "boolean",
        "version": "integer",
    },
    key=1,
    indexes=(("page", "held_on", "number"), ("school_class",)),
)
COLUMN = Table("column", {"lesson": "text", "number": "smallint", "kind": "text", "title": "text"}, key=2)
CELL = Table(
    "cell",
    {
        "lesson": "text",
        "pupil": "text",
        "number": "smallint",
        "symbol": "text",
        "version": "integer",
        "recorded_at": "timestamptz",
        "recorded_by": "text",
        "last_on": "date",
        "permission": "text",
        "corrected": "boolean",
    },
    key=3,
)
CLASS = Table(
    "class",
    {"school_class": "text", "school_year": "text", "institution": "text", "label": "text", "grade": "smallint"},
    key=1,
)
MOVE = Table(
    "move",
    {"school_class": "text", "version": "integer", "pupil": "text", "from_on": "date", "last_on": "date"},
    key=2,
)
MEMBER = Table(
    "member",
    {"subgroup": "text", "pupil": "text", "school_class": "text", "label": "text"},
    key=2,
    indexes=(("school_class",),),
)


def fold(acts: Sequence[Act], changes: Changes) -> None:
    """Write marks and attendance into their cells, and all else where it belongs."""
    cells = changes[CELL.name]
    versions: dict[str, int] = {}
    for act in acts:
        match act.event:
            # Nine acts of ten are first marks: they are written in place.
            case MarkRecorded(pupil=pupil, column=column, mark=mark):
                lesson, version = act.stream[_LESSON:], act.version
                last_on = None if act.rule is None else act.rule.limit
                place = (lesson, pupil, column)
                first = (mark.value, version, act.recorded_at, act.actor, last_on, act.permission, False)
                cells.new[place] = place + first
                versions[lesson] = version
                continue
            case AttendanceRecorded(pupil=pupil, attendance=attendance):
                cells.insert(_cell(act, pupil, ATTENDANCE, attendance.value, corrected=False))
            case MarkChanged() | MarkWithdrawn() | AttendanceChanged() | AbsenceReasonStated():
                _correct(act, cells)
            case ClassFormed() | PupilJoined() | PupilLeft() | SubgroupFormed():
                _fold_class(act, changes)
                continue
            case _:
                _fold_lesson(act, changes)
        versions[act.stream[_LESSON:]] = act.version
    for lesson, version in versions.items():
        changes[LESSON.name].patch((lesson,), version=version)


def _correct(act: Act, cells: Rows) -> None:
    """Put another symbol into a cell, or none."""
    match act.event:
        case MarkChanged(pupil=pupil, column=column, new=mark):
            cells.replace(_cell(act, pupil, column, mark.value, corrected=True))
        case MarkWithdrawn(pupil=pupil, column=column):
            cells.remove((act.stream[_LESSON:], pupil, column))
        case AttendanceChanged(pupil=pupil, new=None):
            cells.remove((act.stream[_LESSON:], pupil, ATTENDANCE))
        case AttendanceChanged(pupil=pupil, new=attendance) | AbsenceReasonStated(pupil=pupil, new=attendance):
            assert attendance is not None
            cells.replace(_cell(act, pupil, ATTENDANCE, attendance.value, corrected=True))
        case _:
            raise AssertionError


def _fold_lesson(act: Act, changes: Changes) -> None:
    """Write what is said of a lesson as a whole."""
    lessons, lesson = changes[LESSON.name], act.stream[_LESSON:]
    match act.event:
        case LessonScheduled() as event:
            lessons.insert(_scheduled(lesson, event))
        case SubstituteAppointed(teacher=teacher):
            lessons.patch((lesson,), substitute=teacher)
        case LessonRemoved(reason=reason):
            lessons.patch((lesson,), removed=reason)
        case TopicRecorded(topic=topic, late=late):
            lessons.patch((lesson,), topic=topic, topic_late=late)
        case HomeworkAssigned(homework=homework, late=late):
            lessons.patch((lesson,), homework=homework, homework_late=late)
        case ColumnOpened(column=column, kind=kind, title=title):
            changes[COLUMN.name].insert((lesson, column, kind.value, title))
        case _:
            raise AssertionError


def _fold_class(act: Act, changes: Changes) -> None:
    """Write who belongs to a class or a subgroup."""
    school_class = act.stream[len("class-") :]
    match act.event:
        case ClassFormed(school_year=year, institution=institution, label=label, grade=grade):
            changes[CLASS.name].insert((school_class, year, institution, label, grade))
        case PupilJoined(pupil=pupil, from_on=from_on):
            changes[MOVE.name].insert((school_class, act.version, pupil, from_on, None))
        case PupilLeft(pupil=pupil, last_on=last_on):
            changes[MOVE.name].insert((school_class, act.version, pupil, None, last_on))
        case SubgroupFormed(subgroup=subgroup, label=label, pupils=pupils):
            for pupil in pupils:
                changes[MEMBER.name].insert((subgroup, pupil, school_class, label))
        case _:
            raise AssertionError


def _cell(act: Act, pupil: str, number: int, symbol: str, *, corrected: bool) -> Row:
    """Return a cell's row; `last_on` is the last day on which the edit window let the cell be written (JRN-090)."""
    return (
        act.stream[_LESSON:],
        pupil,
        number,
        symbol,
        act.version,
        act.recorded_at,
        act.actor,
        None if act.rule is None else act.rule.limit,
        act.permission,
        corrected,
    )


def _scheduled(lesson: str, event: LessonScheduled) -> Row:
    page = f"{event.subgroup or event.school_class}.{event.subject}.{event.period}"
    place = (event.school_year, event.school_class, event.subgroup, event.subject, event.period)
    return (lesson, page, *place, event.on, event.number, event.teacher, *(None,) * 6, 1)


JOURNAL_PAGE = Book(
    name="journal_page",
    version=1,
    tables=(LESSON, COLUMN, CELL, CLASS, MOVE, MEMBER),
    events=CELL_EVENTS.union(
        (LessonScheduled, SubstituteAppointed, LessonRemoved, ColumnOpened, TopicRecorded, HomeworkAssigned),
        (ClassFormed, PupilJoined, PupilLeft, SubgroupFormed),
    ),
    fold=fold,
)
