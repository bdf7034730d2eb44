"""A journal page on the terminal («страница журнала в терминале»): pupils down, lessons across."""

from collections.abc import Iterator, Mapping, Sequence
from shutil import get_terminal_size

from rich.table import Table

from api.cli.output import table
from projections.journal.page_view import CellView, LessonView, PageView, PupilView

_NAME_WIDTH, _LESSON_WIDTH, _LESSONS_MIN = 24, 7, 6
_NOTE = "«*» – внесено после срока по разрешению, «’» – исправлено"


def page_tables(view: PageView, names: Mapping[str, str]) -> Iterator[Table | str]:
    """Yield what to print one under another: title, blocks of lessons, topics."""
    yield f"{view.label or view.page.group} · {view.page.subject} · {view.page.period} · позиция {view.position}"
    if not view.lessons:
        yield "На этой странице ещё нет уроков."
        return
    cells: dict[tuple[str, str], list[CellView]] = {}
    for cell in view.cells:
        cells.setdefault((cell.pupil, cell.lesson), []).append(cell)
    pupils = _lines(view)
    abreast = max(_LESSONS_MIN, (get_terminal_size().columns - _NAME_WIDTH) // _LESSON_WIDTH)
    for start in range(0, len(view.lessons), abreast):
        lessons = view.lessons[start : start + abreast]
        yield _block(pupils, lessons, cells, names)
    if any(cell.permission or cell.corrected for cell in view.cells):
        yield _NOTE
    yield _topics(view.lessons, names)


def persons_on(view: PageView) -> set[str]:
    """Return everybody whose name the page shows."""
    teachers = {lesson.substitute or lesson.teacher for lesson in view.lessons}
    return teachers | {cell.pupil for cell in view.cells} | {line.pupil for line in view.pupils}


def _lines(view: PageView) -> list[str]:
    """Return the pupils in the order of the list, once each; a pupil with marks is never left out."""
    return list(dict.fromkeys([*map(_pupil, view.pupils), *(cell.pupil for cell in view.cells)]))


def _pupil(line: PupilView) -> str:
    return line.pupil


def _block(
    pupils: Sequence[str],
    lessons: Sequence[LessonView],
    cells: Mapping[tuple[str, str], Sequence[CellView]],
    names: Mapping[str, str],
) -> Table:
    heads = [f"{lesson.on:%d.%m}\n{lesson.number}-й" for lesson in lessons]
    rows = (
        [number, names[pupil], *(_shown(cells.get((pupil, lesson.lesson), ())) for lesson in lessons)]
        for number, pupil in enumerate(pupils, start=1)
    )
    return _unbroken(table(["№", "Обучающийся", *heads], rows))


def _shown(cells: Sequence[CellView]) -> str:
    """Return marks by column and then attendance, as on paper: «5/4 ОП»."""
    marks = [f"{cell.symbol}{_signs(cell)}" for cell in cells if cell.column is not None]
    attendance = [f"{cell.symbol}{_signs(cell)}" for cell in cells if cell.column is None]
    return " ".join(filter(None, ("/".join(marks), *attendance)))


def _signs(cell: CellView) -> str:
    return ("*" if cell.permission else "") + ("’" if cell.corrected else "")


def _topics(lessons: Sequence[LessonView], names: Mapping[str, str]) -> Table:
    rows = (
        (
            f"{lesson.on:%d.%m}",
            lesson.number,
            lesson.topic or "",
            lesson.homework or "",
            names[lesson.substitute or lesson.teacher],
            lesson.lesson,
        )
        for lesson in lessons
    )
    made = table(("Дата", "Урок", "Тема", "Домашнее задание", "Учитель", "Код урока"), rows)
    made.columns[-1].no_wrap = True
    return made


def _unbroken(made: Table) -> Table:
    for column in made.columns:
        column.no_wrap = True
    return made
