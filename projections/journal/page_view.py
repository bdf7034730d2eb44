"""What a journal page shows («вид страницы журнала»), the same from the book kept ready and from the ledger itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from projections.journal.cell_change import ATTENDANCE


@dataclass(frozen=True, slots=True)
class PageKey:
    """A class or a subgroup, a subject, a period."""

    group: str
    subject: str
    period: str

    @property
    def id(self) -> str:
        """The id of the page's stream, without its prefix."""
        return f"{self.group}.{self.subject}.{self.period}"


class LessonRow(NamedTuple):
    """A row of the book's table `lesson`."""

    lesson: str
    page: str
    school_year: str
    school_class: str
    subgroup: str | None
    subject: str
    period: str
    held_on: date
    number: int
    teacher: str
    substitute: str | None
    removed: str | None
    topic: str | None
    topic_late: bool | None
    homework: str | None
    homework_late: bool | None
    version: int


class ColumnRow(NamedTuple):
    """A row of the book's table `column`."""

    lesson: str
    number: int
    kind: str
    title: str | None


class CellRow(NamedTuple):
    """A row of the book's table `cell`."""

    lesson: str
    pupil: str
    number: int
    symbol: str
    version: int
    recorded_at: datetime
    recorded_by: str
    last_on: date | None
    permission: str | None
    corrected: bool


class ClassRow(NamedTuple):
    """A row of the book's table `class`."""

    school_class: str
    school_year: str
    institution: str
    label: str
    grade: int


class MoveRow(NamedTuple):
    """A row of the book's table `move`: a pupil joined on a day, or left after one."""

    school_class: str
    version: int
    pupil: str
    from_on: date | None
    last_on: date | None


class MemberRow(NamedTuple):
    """A row of the book's table `member`: a pupil of a subgroup."""

    subgroup: str
    pupil: str
    school_class: str
    label: str


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of marks («графа»); the first one of a lesson has neither kind nor title."""

    number: int
    kind: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class LessonView:
    """A lesson on the page; `version` is what a correction of its cells refers to."""

    lesson: str
    on: date
    number: int
    teacher: str
    substitute: str | None
    topic: str | None
    topic_late: bool
    homework: str | None
    homework_late: bool
    columns: tuple[ColumnView, ...]
    version: int


@dataclass(frozen=True, slots=True)
class PupilView:
    """A pupil's line («строка списка»): the days of belonging to the class, the last one if known."""

    pupil: str
    from_on: date
    last_on: date | None


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell with its symbol: `column` is None in the attendance register.

    `last_on` is the last day on which the cell could be written without a permission; `permission` names the one
    under which it was written later; `corrected` tells that the cell held something else before.
    """

    lesson: str
    pupil: str
    column: int | None
    symbol: str
    version: int
    recorded_at: datetime
    recorded_by: str
    last_on: date | None
    permission: str | None
    corrected: bool


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as it stood at `position`: lessons by date, pupils in the order of joining, cells by lesson and pupil."""

    page: PageKey
    position: int
    school_class: str | None
    label: str | None
    lessons: tuple[LessonView, ...]
    pupils: tuple[PupilView, ...]
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows that a page is made of, in any order."""

    lessons: Sequence[LessonRow]
    columns: Sequence[ColumnRow]
    cells: Sequence[CellRow]
    classes: Sequence[ClassRow]
    moves: Sequence[MoveRow]
    members: Sequence[MemberRow]


def page_view(page: PageKey, position: int, rows: PageRows) -> PageView:
    """Put a page together; lessons that were removed are not on it (JRN-034)."""
    lessons = sorted(
        (row for row in rows.lessons if row.removed is None), key=lambda row: (row.held_on, row.number, row.lesson)
    )
    shown = {row.lesson: place for place, row in enumerate(lessons)}
    columns: dict[str, list[ColumnRow]] = {}
    for column in sorted(rows.columns):
        columns.setdefault(column.lesson, []).append(column)
    cells = sorted(
        (row for row in rows.cells if row.lesson in shown), key=lambda row: (shown[row.lesson], row.pupil, row.number)
    )
    school_class = next(iter(rows.classes), None)
    return PageView(
        page=page,
        position=position,
        school_class=None if school_class is None else school_class.school_class,
        label=None if school_class is None else _label(page, school_class, rows.members),
        lessons=tuple(_lesson_view(row, columns.get(row.lesson, ())) for row in lessons),
        pupils=tuple(_pupils(page, rows)),
        cells=tuple(CellView(row[0], row[1], None if row[2] == ATTENDANCE else row[2], *row[3:]) for row in cells),
    )


def _label(page: PageKey, school_class: ClassRow, members: Iterable[MemberRow]) -> str:
    of_subgroup = (f"{school_class.label}, {member.label}" for member in members if member.subgroup == page.group)
    return next(of_subgroup, school_class.label)


def _lesson_view(row: LessonRow, columns: Iterable[ColumnRow]) -> LessonView:
    return LessonView(
        lesson=row.lesson,
        on=row.held_on,
        number=row.number,
        teacher=row.teacher,
        substitute=row.substitute,
        topic=row.topic,
        topic_late=bool(row.topic_late),
        homework=row.homework,
        homework_late=bool(row.homework_late),
        columns=(ColumnView(1, None, None), *(ColumnView(one.number, one.kind, one.title) for one in columns)),
        version=row.version,
    )


def _pupils(page: PageKey, rows: PageRows) -> Iterable[PupilView]:
    """Pair joining and leaving, in the order of the class's history; of a subgroup only its members are shown."""
    members = {row.pupil for row in rows.members if row.subgroup == page.group}
    pupils: dict[tuple[str, int], PupilView] = {}
    present: dict[str, int] = {}
    for move in sorted(rows.moves, key=lambda row: row.version):
        if move.from_on is not None:
            present[move.pupil] = move.version
            pupils[move.pupil, move.version] = PupilView(move.pupil, move.from_on, None)
        elif (joined := present.pop(move.pupil, None)) is not None:
            line = pupils[move.pupil, joined]
            pupils[move.pupil, joined] = PupilView(line.pupil, line.from_on, move.last_on)
    return (line for line in pupils.values() if not members or line.pupil in members)
