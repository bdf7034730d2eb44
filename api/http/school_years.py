"""School years over HTTP («учебные годы»)."""

from typing import Annotated

from fastapi import Response

from api.http import examples
from api.http.asking import asked
from api.http.dependencies import CounterDep
from api.http.documentation import WRITE
from api.http.json_route import room
from commands.journal import adopt_regulation, archive_school_year, form_class, open_school_year

router = room("school-years", "/school-years")

SYMBOLS = [
    {"symbol": symbol, "meaning": meaning}
    for symbol, meaning in (
        ("1", "очень плохо"),
        ("2", "неудовлетворительно"),
        ("3", "удовлетворительно"),
        ("4", "хорошо"),
        ("5", "отлично"),
        ("осв.", "освобождён"),
        ("ОТ", "отсутствовал"),
        ("УП", "отсутствовал по уважительной причине"),
        ("Б", "отсутствовал по болезни"),
        ("НП", "отсутствовал без уважительной причины"),
        ("ОП", "опоздал"),
    )
]
REGULATION = {
    "title": "Положение об электронном журнале",
    "order": {"number": "112-од", "on": "2026-08-20"},
    "edit_days": 14,
    "final_edit_days": 7,
    "ahead_days": 14,
    "symbols": SYMBOLS,
}
YEAR = {
    "school_year": examples.YEAR,
    "institution": examples.SCHOOL,
    "institution_title": "Средняя общеобразовательная школа",
    "title": "2026/2027",
    "starts_on": "2026-09-01",
    "ends_on": "2027-05-28",
    "zone": examples.ZONE,
    "week_days": 5,
    "periods": [{"code": "q1", "kind": "quarter", "starts_on": "2026-09-01", "ends_on": "2026-10-23"}],
    "subjects": [{"code": "mathematics", "title": "Математика"}],
    "days_off": ["2026-11-04"],
    "calendar_source": "производственный календарь 2026/2027",
    "regulation": REGULATION,
}
CLASS = {
    "school_class": examples.CLASS,
    "label": "5А",
    "grade": 5,
    "class_teacher": examples.TEACHER,
    "order": examples.ORDER,
}

Opening = Annotated[open_school_year.OpenSchoolYear, asked(open_school_year.OpenSchoolYear, example=YEAR)]
Adopting = Annotated[
    adopt_regulation.AdoptRegulation,
    asked(
        adopt_regulation.AdoptRegulation,
        "school_year",
        example={"applies_from": "2027-01-11", "regulation": {**REGULATION, "edit_days": 10}},
    ),
]
Archiving = Annotated[
    archive_school_year.ArchiveSchoolYear,
    asked(archive_school_year.ArchiveSchoolYear, "school_year", example={"order": examples.ORDER}),
]
FormingClass = Annotated[form_class.FormClass, asked(form_class.FormClass, "school_year", example=CLASS)]


@router.post("", **WRITE)
def open_year(command: Opening, counter: CounterDep) -> Response:
    """Открыть учебный год: календарь, периоды, предметы, положение о журнале."""
    return counter.take(open_school_year.handle, command)


@router.post("/{school_year}/regulations", **WRITE)
def adopt(command: Adopting, counter: CounterDep) -> Response:
    """Принять новую редакцию положения: она действует для уроков с указанного дня."""
    return counter.take(adopt_regulation.handle, command)


@router.post("/{school_year}/archivings", **WRITE)
def archive(command: Archiving, counter: CounterDep) -> Response:
    """Передать год в архив: после этого в нём ничего не записывают."""
    return counter.take(archive_school_year.handle, command)


@router.post("/{school_year}/classes", **WRITE)
def form(command: FormingClass, counter: CounterDep) -> Response:
    """Сформировать класс."""
    return counter.take(form_class.handle, command)
