"""`ledger biography`: what happened to one cell of the journal, and what was refused («биография клетки»)."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated

import typer
from rich.table import Table

from aggregates.catalogue import CATALOGUE
from aggregates.journal.lesson.events import LessonScheduled
from api.cli.output import Json, TenantName, show_all, table
from api.cli.reading import Reading, reading
from replay.biography import Biographies, Biography, CellKey, PermissionView, Step
from replay.refused import read_refused

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)

_ATTENDANCE = "attendance"
_NUMBER = re.compile(r"[1-9]|1[0-9]|20", re.ASCII)
_STEP = ("Когда (UTC)", "Кто", "Роль", "Было", "Стало", "Причина", "Правило", "Разрешение")
_ATTEMPT = ("Когда (UTC)", "Кто", "Отклонено", "Требование")


@app.command(
    help="Показать биографию клетки журнала: кто, когда, что на что изменил, почему, по какому правилу и разрешению, "
    "а также отклонённые попытки. Код урока показывает ledger as-of page."
)
def main(
    lesson: Annotated[str, typer.Argument(help="Код урока.")],
    pupil: Annotated[str, typer.Argument(help="Код обучающегося.")],
    column: Annotated[str, typer.Argument(help="Номер графы или attendance (посещаемость).")] = "1",
    tenant: TenantName = None,
    at: Annotated[str | None, typer.Option("--at", help="На какой момент; без него – сейчас.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Show the biography of a cell."""
    if column != _ATTENDANCE and not _NUMBER.fullmatch(column):
        msg = f"Графа – это номер от 1 до 20 или {_ATTENDANCE}, а не «{column}»."
        raise typer.BadParameter(msg)
    cell = CellKey(lesson, pupil, None if column == _ATTENDANCE else int(column))
    with reading(tenant) as opened:
        point = opened.point(at, _zone(opened, lesson))
        refused = read_refused(
            opened.connection, opened.schema, lesson=lesson, pupil=pupil, column=cell.column, until=point.at
        )
        told = Biographies(opened.history, CATALOGUE).cell(cell, position=point.position, refused=refused)
        show_all(told, _parts(told, opened.names(_persons(told))), as_json=as_json)


def _zone(opened: Reading, lesson: str) -> str:
    scheduled = (one.event for one in opened.history.stream(f"lesson-{lesson}"))
    years = (event.school_year for event in scheduled if isinstance(event, LessonScheduled))
    return opened.zone_of_year(next(years, None))


def _persons(told: Biography) -> set[str]:
    permissions = [step.permission for step in told.steps if step.permission]
    asked = {one.initiator for one in permissions} | {one.granted_by for one in permissions if one.granted_by}
    return {told.cell.pupil, *(step.actor for step in told.steps), *(one.actor for one in told.refused)} | asked


def _parts(told: Biography, names: Mapping[str, str]) -> Iterator[Table | str]:
    place = "посещаемость" if told.cell.column is None else f"графа {told.cell.column}"
    day = f"урок {told.on:%d.%m.%Y}" if told.on else "урок неизвестен"
    yield f"{names[told.cell.pupil]}, {day}, {place} · позиция {told.position}"
    if not told.steps:
        yield "В этой клетке ещё ничего не было записано."
    else:
        yield table(_STEP, (_line(step, names) for step in told.steps))
    if told.refused:
        rows = ((f"{one.at:%d.%m.%Y %H:%M:%S}", names[one.actor], one.code, one.requirement) for one in told.refused)
        yield "Отклонённые попытки:"
        yield table(_ATTEMPT, rows)


def _line(step: Step, names: Mapping[str, str]) -> tuple[str, ...]:
    rule = "" if step.rule is None else f"{step.rule.code} (ред. {step.rule.version}, по {step.rule.limit})"
    return (
        f"{step.recorded_at:%d.%m.%Y %H:%M:%S}",
        names[step.actor],
        step.role,
        step.old or "–",
        step.new or "–",
        (step.reason or "") + (" (есть пояснение)" if step.is_noted else ""),
        rule,
        "" if step.permission is None else _permission(step.permission, names),
    )


def _permission(permission: PermissionView, names: Mapping[str, str]) -> str:
    papers = ", ".join(f"{one.kind} № {one.number} от {one.on:%d.%m.%Y}" for one in permission.documents)
    granted = names[permission.granted_by] if permission.granted_by else "–"
    return f"{permission.ground}: {papers}; просил {names[permission.initiator]}, разрешил {granted}"
