"""Scene two («правка после срока»): refused, permitted, done; the register and the biography tell of it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from aggregates.catalogue import CATALOGUE
from api.cli.output import table
from api.demo.accounts import shown_course
from api.demo.page_scene import shown_page
from api.demo.permits import Permit
from api.demo.stage import Part, Stage
from commands.document import Document
from commands.journal.request_permission import CellToChange
from projections.journal.edit_justifications_query import Asked, JustifiedEdit, read_edit_justifications
from projections.journal.page_query import read_page, read_pages
from projections.journal.page_view import CellView, LessonView, PageView
from replay.biography import Biographies, CellKey, Step
from replay.refused import read_refused

_LOW = {"2", "3"}
_REGISTER_LINES = 4
_GROUNDS = {
    "illness": "болезнь",
    "valid-absence": "уважительная причина",
    "resit": "пересдача",
    "other-valid": "иное уважительное",
}


def edit_late(stage: Stage) -> Iterator[Part]:
    """Have a teacher correct a mark whose window has closed, in the only way there is."""
    found = _cell_to_correct(stage)
    if found is None:
        yield "Все подходящие отметки уже исправлены прежними показами. Начать заново: ledger demo --reset"
        return
    lesson, cell = found
    assert cell.column is not None
    giver, head_id = lesson.substitute or lesson.teacher, stage.world.school.head.id
    names = stage.reading.names([cell.pupil, giver, head_id])
    teacher, head = names[giver], names[head_id]
    named = CellToChange(lesson=cell.lesson, column=cell.column)
    permit = Permit(stage.world.school, stage.house.entropy.identifier(), giver, named, cell.pupil)
    yield f"Урок {lesson.on:%d.%m.%Y}, {names[cell.pupil]}: стоит «{cell.symbol}». {teacher} исправляет на «4»:"
    refusal = stage.refused(permit.written("4", relying=False))
    yield f"  Отказ {refusal.code} ({refusal.requirement}): {refusal}"
    stage.perform(permit.asked(Document(kind="Медицинская справка", number="217", on=lesson.on)))
    yield f"  {teacher} просит разрешения и прилагает справку № 217 от {lesson.on:%d.%m.%Y}."
    stage.perform(permit.granted(expires_on=stage.today() + timedelta(days=3)))
    yield f"  {head} разрешает исправить до {stage.today() + timedelta(days=3):%d.%m.%Y}."
    receipt = stage.perform(permit.written("4"))
    yield f"  {teacher} исправляет: «{cell.symbol}» → «4», позиция {receipt.position}."
    stage.told["late_edit"] = {"refused": refusal.code, "position": receipt.position, "old": cell.symbol, "new": "4"}
    yield ""
    yield from _register(stage)
    yield ""
    yield from _biography(stage, CellKey(cell.lesson, cell.pupil, cell.column))


def _cell_to_correct(stage: Stage) -> tuple[LessonView, CellView] | None:
    """Return a low mark whose window has closed and that nobody corrected yet, on the shown page or another."""
    course = shown_course(stage.world)
    first = shown_page(stage)
    others = (one.page for one in read_pages(stage.connection, stage.schema, course.school_class.id))
    for key in (first, *(page for page in others if page != first)):
        found = _low_mark(read_page(stage.connection, stage.schema, key), stage)
        if found is not None:
            return found
    return None


def _low_mark(view: PageView, stage: Stage) -> tuple[LessonView, CellView] | None:
    lessons, today = {lesson.lesson: lesson for lesson in view.lessons}, stage.today()
    present = {line.pupil for line in view.pupils if line.last_on is None}
    fitting = (
        (lessons[cell.lesson], cell)
        for cell in reversed(view.cells)
        if cell.symbol in _LOW
        and not cell.corrected
        and cell.pupil in present
        and cell.last_on
        and cell.last_on < today
    )
    return next(fitting, None)


def _register(stage: Stage) -> Iterator[Part]:
    asked = Asked(institution=stage.world.school.institution)
    lines = read_edit_justifications(stage.connection, stage.schema, asked, limit=_REGISTER_LINES)
    persons = {person for one in lines for person in (one.pupil, one.initiator, one.granted_by, one.executed_by)}
    names, labels = stage.reading.names(persons), {one.id: one.label for one in stage.world.school.classes}
    yield "Реестр обоснований изменений, как его видит заместитель директора (последние записи):"
    columns = ("Внесено", "Урок", "Класс", "Обучающийся", "Было → стало", "Основание и документ", "Внёс", "Разрешил")
    yield table(columns, (_line(one, names, labels) for one in lines))


def _line(one: JustifiedEdit, names: Mapping[str, str], labels: Mapping[str, str]) -> tuple[str, ...]:
    papers = ", ".join(f"{paper.kind} № {paper.number}" for paper in one.documents)
    return (
        f"{one.recorded_on:%d.%m.%Y}",
        f"{one.on:%d.%m.%Y}",
        labels.get(one.school_class, ""),
        names[one.pupil],
        f"{one.old or '–'} → {one.new or '–'}",
        f"{_GROUNDS[one.ground.value]}: {papers}",
        names[one.executed_by],
        names[one.granted_by],
    )


def _biography(stage: Stage, cell: CellKey) -> Iterator[Part]:
    refused = read_refused(
        stage.connection,
        stage.schema,
        lesson=cell.lesson,
        pupil=cell.pupil,
        column=cell.column,
        until=stage.house.clock.now(),
    )
    history = stage.house.history
    told = Biographies(history, CATALOGUE).cell(cell, position=history.head(), refused=refused)
    stage.told["biography"] = {
        "lesson": cell.lesson,
        "pupil": cell.pupil,
        "column": cell.column,
        "steps": len(told.steps),
        "refused": len(told.refused),
    }
    persons = {*(step.actor for step in told.steps), *(one.actor for one in told.refused)}
    names = stage.reading.names(persons | {stage.world.school.head.id})
    lines = [(step.recorded_at, _step(step, names)) for step in told.steps]
    lines += [(one.at, f"{names[one.actor]}: отказ {one.code} ({one.requirement})") for one in told.refused]
    yield "Биография этой клетки, с отклонённой попыткой:"
    yield from (f"  {at.astimezone(stage.zone):%d.%m.%Y %H:%M:%S}  {words}" for at, words in sorted(lines))


def _step(step: Step, names: Mapping[str, str]) -> str:
    assert step.rule is not None
    limit = date.fromisoformat(step.rule.limit)
    words = f"{names[step.actor]}: «{step.old or ''}» → «{step.new or ''}» ({step.rule.code}, срок по {limit:%d.%m.%Y})"
    permission = step.permission
    if permission is None:
        return words
    papers = ", ".join(f"{paper.kind.lower()} № {paper.number}" for paper in permission.documents)
    granted = names.get(permission.granted_by or "", "")
    return f"{words}; {_GROUNDS[permission.ground]}, {papers}, разрешение дал(а) {granted}"
