"""Scene one («страница журнала»): a page as of an earlier day and today, what changed between them made visible."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from rich.table import Table
from rich.text import Text

from aggregates.catalogue import CATALOGUE
from api.demo.accounts import shown_course
from api.demo.stage import Part, Stage
from projections.journal.page_query import read_page
from projections.journal.page_view import LessonView, PageKey, PageView
from replay.as_of import PagesAsOf

_ABREAST = 9
"""Lessons that fit beside a name on a narrow terminal."""
_CHANGED = "bold black on yellow"


def show_page(stage: Stage) -> Iterator[Part]:
    """Print the page of the demo's teacher on the day since which most of it changed, and today."""
    key = shown_page(stage)
    today = read_page(stage.connection, stage.schema, key)
    on = _day_to_compare(stage, today)
    end_of_day = datetime.combine(on + timedelta(days=1), time(), stage.zone) - timedelta(microseconds=1)
    then = PagesAsOf(stage.house.history, CATALOGUE).page(key, stage.house.history.position_at(end_of_day))
    lessons = [lesson for lesson in today.lessons if lesson.on <= on][-_ABREAST:]
    names = stage.reading.names({line.pupil for line in today.pupils})
    old, new = _symbols(then), _symbols(today)
    changed = {
        place: f"{old.get(place, '∅')}→{new.get(place, '∅')}"
        for place in new.keys() | old.keys()
        if old.get(place) != new.get(place)
    }
    shown = {lesson.lesson for lesson in lessons}
    count = sum(lesson in shown for _, lesson in changed)
    course = shown_course(stage.world)
    teacher = stage.reading.names([course.teacher.id])[course.teacher.id]
    stage.told["page"] = {
        "group": key.group,
        "subject": key.subject,
        "period": key.period,
        "as_of": on,
        "position": then.position,
        "changed_cells": count,
    }
    yield f"{today.label}, алгебра, учитель – {teacher}"
    yield f"Какой страница была вечером {on:%d.%m.%Y} (позиция {then.position}):"
    yield _grid(today, lessons, names, old)
    yield f"Та же страница сегодня, {stage.today():%d.%m.%Y} (позиция {today.position}), изменилось клеток: {count}:"
    yield _grid(today, lessons, names, {**new, **changed}, marked=changed)
    yield "Отметка/отметка – две графы урока; ОТ, УП, Б, НП – пропуски; «3→4» – исправлено."


def shown_page(stage: Stage) -> PageKey:
    """Return the page of the course that the demo shows, in the period of today or the last one before."""
    begun = [period for period in stage.world.profile.year.periods if period.starts_on <= stage.world.scale.last_on]
    course = shown_course(stage.world)
    return PageKey(course.school_class.id, course.subject, begun[-1].code)


def _day_to_compare(stage: Stage, today: PageView) -> date:
    """Return the day since which most cells of earlier lessons were written or corrected."""
    held = {lesson.lesson: lesson.on for lesson in today.lessons}
    changes: Counter[date] = Counter()
    for cell in today.cells:
        on, recorded_on = held[cell.lesson], cell.recorded_at.astimezone(stage.zone).date()
        changes.update(on + timedelta(days=number) for number in range((recorded_on - on).days))
    days = sorted(on for on in held.values() if on < stage.today())
    past = {on: count for on, count in changes.items() if days[:_ABREAST][-1] <= on <= days[-1]}
    return min(past, key=lambda on: (-past[on], on)) if past else days[-1]


def _symbols(view: PageView) -> Mapping[tuple[str, str], str]:
    """Return what stands at each pupil and lesson: all columns, attendance first."""
    found: dict[tuple[str, str], list[str]] = {}
    for cell in sorted(view.cells, key=lambda cell: cell.column or 0):
        found.setdefault((cell.pupil, cell.lesson), []).append(cell.symbol)
    return {place: "/".join(symbols) for place, symbols in found.items()}


def _grid(
    view: PageView,
    lessons: Sequence[LessonView],
    names: Mapping[str, str],
    symbols: Mapping[tuple[str, str], str],
    *,
    marked: Iterable[tuple[str, str]] = (),
) -> Table:
    grid = Table("Обучающийся", box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    for lesson in lessons:
        grid.add_column(f"{lesson.on:%d.%m}", justify="center", no_wrap=True)
    noted = frozenset(marked)
    for line in view.pupils:
        if line.last_on is not None and line.last_on < lessons[0].on:
            continue
        places = [(line.pupil, lesson.lesson) for lesson in lessons]
        cells = (Text(symbols.get(place, "·"), _CHANGED if place in noted else "") for place in places)
        grid.add_row(Text(names[line.pupil], no_wrap=True), *cells)
    return grid
