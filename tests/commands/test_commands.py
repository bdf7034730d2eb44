"""Every command in the same shape: a model beside its `handle`, told in one Russian term, with fields in order."""

import importlib
import json
import pkgutil
from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

import commands
from aggregates.journal.lesson.events import Reason
from aggregates.journal.permission.events import Ground
from commands.command import Command, Line, Text
from commands.document import Order
from commands.journal.record_marks import CellEntry, RecordMarks
from commands.journal.request_permission import CellToChange, RequestPermission

LESSON, PUPIL = (f"00000000-0000-7000-8000-00000000000{number}" for number in (1, 2))


def verbs():
    """Yield every module that carries a command out."""
    for found in pkgutil.walk_packages(commands.__path__, "commands."):
        module = importlib.import_module(found.name)
        if not found.ispkg and hasattr(module, "handle"):
            yield module


def own_commands(module):
    kinds = [kind for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, Command)]
    return [kind for kind in kinds if kind.__module__ == module.__name__]


VERBS = list(verbs())
COMMANDS = [command for module in VERBS for command in own_commands(module)]


@pytest.mark.parametrize("module", VERBS, ids=lambda module: module.__name__)
def test_a_verb_has_one_command_and_says_it_in_russian(module):
    (command,) = own_commands(module)
    assert "«" in (command.__doc__ or "")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_fields_have_an_order(command):
    """A set would enter the digest of a repeated command in another order in another process."""
    assert "uniqueItems" not in json.dumps(command.model_json_schema())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_lists_are_bounded(command):
    assert [field for field in arrays(command.model_json_schema()) if not {"maxItems"} <= field.keys()] == []


@pytest.mark.parametrize(
    "sent", [0, 20_261_001, "0", "1759276800", "2026-10-01T00:00:00Z", "01.10.2026", "2026-2-1"], ids=repr
)
def test_a_day_is_a_date_and_nothing_that_counts_as_one(sent):
    with pytest.raises(ValidationError):
        Order(number="12", on=sent)


@pytest.mark.parametrize("kind", [Line, Text], ids=["line", "text"])
@pytest.mark.parametrize("unseen", ["\u200b", "\u202e", "\u00ad", "\ufeff", "\x1b"], ids=repr)
def test_a_text_has_no_characters_that_nobody_sees(kind, unseen):
    with pytest.raises(ValidationError, match="text_not_printable"):
        TypeAdapter(kind).validate_python(f"Дро{unseen}би")


def test_a_day_is_read_as_it_is_written():
    assert Order.model_validate_json('{"number": "12", "on": "2026-10-01"}').on == date(2026, 10, 1)


def arrays(schema):
    """Yield every array anywhere in a JSON schema."""
    if isinstance(schema, dict):
        if schema.get("type") == "array":
            yield schema
        for part in schema.values():
            yield from arrays(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from arrays(part)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_what_was_sent_is_not_quoted_by_errors(command):
    with pytest.raises(ValidationError) as raised:
        command.model_validate({"nobody-asked": "Ёлкина"})
    assert "Ёлкина" not in str(raised.value)


def test_what_is_told_of_a_person_is_not_shown():
    entry = CellEntry(pupil=PUPIL, symbol="4", reason=Reason.RESIT, note="была у врача")
    cells = (CellToChange(lesson=LESSON, column=1),)
    request = RequestPermission(
        permission=LESSON, pupil=PUPIL, cells=cells, ground=Ground.ILLNESS, documents=(), explanation="была у врача"
    )
    assert "врача" not in f"{RecordMarks(lesson=LESSON, entries=(entry,))} {entry.why} {request}"
