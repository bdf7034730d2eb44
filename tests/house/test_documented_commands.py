"""A command that the documentation shows can be typed: its verb exists and takes the options that are shown."""

import re
from importlib import import_module

import pytest
from typer.testing import CliRunner

from api.cli.main import DOORS
from tests.house.tree import place, texts

FENCED = re.compile(r"^```[a-z]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`(ledger [^`]+)`")
LINE = re.compile(r"^ *ledger ([^\n]+)", re.MULTILINE)
OPTION = re.compile(r"--[a-z][a-z-]*")
APPS = {door.name: import_module(door.module).app for door in DOORS}


def shown():
    """Return every command line of the documentation once, with a page that shows it."""
    found = {}
    for page in texts(".md"):
        text = page.read_text(encoding="utf-8").replace("\\\n", " ")
        code = "\n".join([*FENCED.findall(text), *INLINE.findall(FENCED.sub("", text))])
        found.update(dict.fromkeys(LINE.findall(code), place(page)))
    return sorted(found.items())


def help_of(line):
    """Return what the program says of the verb that begins *line*."""
    verb, *rest = line.split()
    if verb.startswith("-"):
        return verb
    app = APPS[verb]
    parts = {command.name or command.callback.__name__ for command in app.registered_commands}
    asked = rest[:1] if len(parts) > 1 and rest and not rest[0].startswith("-") else []
    assert set(asked) <= parts
    result = CliRunner().invoke(app, [*asked, "--help"], env={"COLUMNS": "200", "TERMINAL_WIDTH": "200"})
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize(("line", "page"), shown())
def test_a_command_that_is_shown_can_be_typed(line, page):
    known = set(OPTION.findall(help_of(line)))
    assert set(OPTION.findall(line)) <= known, page
