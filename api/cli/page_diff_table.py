"""What changed on a page, on the terminal («изменения страницы журнала»)."""

from collections.abc import Iterator, Mapping

from rich.table import Table

from api.cli.output import table
from projections.journal.page_view import CellView, LessonView
from replay.diff import Change, PageDiff


def diff_tables(diff: PageDiff, names: Mapping[str, str]) -> Iterator[Table | str]:
    """Yield what to print one under another: lessons, the list of pupils, cells."""
    yield f"Изменения с позиции {diff.from_position} по позицию {diff.to_position}"
    if diff.is_empty:
        yield "Страница не изменилась."
    # A lesson whose version alone changed has other cells, and they are told below.
    lessons = [line for line in map(_lesson, diff.lessons) if line[1] != line[2]]
    if lessons:
        yield table(("Урок", "Было", "Стало"), lessons)
    if diff.pupils:
        lines = ((change.new or change.old, change) for change in diff.pupils)
        rows = ((names[line.pupil], _days(change.old), _days(change.new)) for line, change in lines if line is not None)
        yield table(("Обучающийся", "В списке было", "В списке стало"), rows)
    if diff.cells:
        yield table(("Урок", "Обучающийся", "Графа", "Было", "Стало"), (_cell(change, names) for change in diff.cells))


def _lesson(change: Change[LessonView]) -> tuple[str, str, str]:
    lesson = change.new or change.old
    assert lesson is not None
    return f"{lesson.on:%d.%m}, {lesson.number}-й", _words(change.old), _words(change.new)


def _words(lesson: LessonView | None) -> str:
    if lesson is None:
        return "–"
    parts = ("есть", lesson.topic, lesson.homework, f"замена: {lesson.substitute}" if lesson.substitute else None)
    return "; ".join(filter(None, parts))


def _days(line: object) -> str:
    from_on, last_on = getattr(line, "from_on", None), getattr(line, "last_on", None)
    if from_on is None:
        return "–"
    return f"с {from_on:%d.%m.%Y}" + (f" по {last_on:%d.%m.%Y}" if last_on else "")


def _cell(change: Change[CellView], names: Mapping[str, str]) -> tuple[str, str, str, str, str]:
    cell = change.new or change.old
    assert cell is not None
    column = "посещаемость" if cell.column is None else str(cell.column)
    old, new = (one.symbol if one else "–" for one in (change.old, change.new))
    return cell.lesson, names[cell.pupil], column, old, new
