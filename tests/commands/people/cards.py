"""The people of these tests, and what is asked about them."""

from datetime import UTC, datetime
from itertools import count
from uuid import UUID

from psycopg import sql

from aggregates.journal.lesson.events import MarkChanged, Reason
from commands.command import Command, Id
from commands.people.name import PersonName
from commands.people.register_person import RegisterPerson
from commands.work import Work
from ledger.aggregate import Aggregate, Decided
from ledger.sealing import Category, clear
from ledger.stamp import Caller, Grant

SCHOOL, LESSON_ID, MASHA, MISHA = (str(UUID(int=number)) for number in range(1, 5))
ZONE = "Asia/Yekaterinburg"
MORNING = datetime(2026, 10, 1, 4, 0, tzinfo=UTC)
ELKINA = PersonName(family="Ёлкина", given="Мария", patronymic="Петровна")
ORLOV = PersonName(family="Орлов", given="Михаил")
NOTE = "болела, справка у врача"
LESSON = Aggregate("lesson", lambda _, events: sum(1 for _ in events))
_commands = count(1)


class ChangeMarks(Command):
    """Change a mark of each pupil, with a note about each («исправить отметки»)."""

    pupils: tuple[Id, ...]
    note: str | None = NOTE


def change_marks(command: ChangeMarks, work: Work) -> None:
    work.recall(LESSON, LESSON_ID)
    for pupil in command.pupils:
        note = clear(pupil, Category.GROUNDS, command.note) if command.note else None
        changed = MarkChanged(pupil, 1, "4", "5", Reason.MISENTRY, note)
        work.record(LESSON, LESSON_ID, [Decided(changed)], work.caller.stamp("teacher", ZONE))


def caller(role="secretary", command=None):
    return Caller("somebody", (Grant(role, SCHOOL),), MORNING, command or str(UUID(int=1000 + next(_commands))))


def registration(person=MASHA, name=ELKINA):
    return RegisterPerson(person=person, institution=SCHOOL, zone=ZONE, name=name)


def run(owner, tenant, text, *parameters):
    query = sql.SQL(text).format(
        event=sql.Identifier(tenant.schema, "event"),
        sealed=sql.Identifier(tenant.schema, "sealed"),
        command=sql.Identifier(tenant.schema, "command"),
    )
    return owner.execute(query, parameters)


def events(history, stream):
    return [one.event for one in history.stream(stream)]


def person(identifier):
    return f"person-{identifier}"
