"""Farewell («что дальше»): who may sign in, and commands to try, with the ids of this very demo."""

import sys
from collections.abc import Iterator
from shutil import which

from api.cli.output import table
from api.demo.accounts import PASSWORD, SHOWN_CLASS, signatories
from api.demo.page_scene import shown_page
from api.demo.preparing import DEMO
from api.demo.stage import Part, Stage

_ROLES = {
    "head": "директор",
    "deputy": "заместитель директора",
    "secretary": "секретарь",
    "administrator": "администратор",
    "auditor": "аудитор",
    "teacher": "учитель, чья страница показана выше",
    "class-teacher": "классный руководитель 7А",
    "chair": "председатель совета",
    "council-secretary": "секретарь совета",
}


def say_where_to_go(stage: Stage) -> Iterator[Part]:
    """Print accounts and commands."""
    people = list(signatories(stage.world))
    names = stage.reading.names(one.person for one in people)
    stage.told["accounts"] = [one.login for one in people]
    yield f"Войти по HTTP можно с паролем {PASSWORD} под именами:"
    yield table(("Имя", "Кто", "Человек"), ((one.login, _ROLES[one.login], names[one.person]) for one in people))
    yield ""
    yield "Попробуйте:"
    program = "ledger" if which("ledger") else sys.argv[0]
    yield from (f"  {program} {command}" for command in _commands(stage))
    yield ""
    yield f"База данных продолжает работать; остановить её: {program} db stop"
    yield f"Начать показ заново: {program} demo --reset"


def _commands(stage: Stage) -> Iterator[str]:
    tenant, key = f"--tenant {DEMO}", shown_page(stage)
    page, told = f"as-of page {SHOWN_CLASS} {key.subject} {key.period} {tenant}", stage.told.get("page")
    yield page
    if isinstance(told, dict):
        yield f"{page} --since {told['as_of']}"
    match stage.told.get("biography"):
        case {"lesson": lesson, "pupil": pupil, "column": column}:
            yield f"biography {lesson} {pupil} {column} {tenant}"
        case _:
            pass
    match stage.told.get("meeting"):
        case {"meeting": meeting}:
            yield f"as-of meeting {meeting} {tenant}"
        case _:
            pass
    yield f"rebuild {tenant}"
    yield f"worker {tenant}     # ведёт книги; в другом окне:"
    yield f"serve {tenant}      # HTTP API, описание: http://127.0.0.1:8000/openapi.json"
