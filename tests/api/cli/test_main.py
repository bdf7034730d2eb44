"""`ledger` helps quickly, and answers a mistake with one line and a code."""

import subprocess
import sys
from importlib import import_module

import pytest

from api.cli.main import DOORS


def test_help_names_every_verb(ledger):
    answer = ledger("--help")
    assert answer.code == 0
    assert all(f"  {door.name} " in answer.out for door in DOORS)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_every_verb_helps_in_its_own_words(ledger, door):
    answer = ledger(door.name, "--help")
    assert answer.code == 0
    assert answer.out.startswith(f"Usage: ledger {door.name}")


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_no_verb_completes_shells_or_dresses_up_defects(door):
    app = import_module(door.module).app
    assert (app._add_completion, app.pretty_exceptions_enable) == (False, False)


def test_help_opens_no_verb_and_no_heavy_library():
    heavy = "{'psycopg', 'fastapi', 'eventsourcing', 'api.cli.db', 'holidays'}"
    script = (
        f"import api.cli.main as m, sys\ntry: m.app(['--help'])\nexcept SystemExit: print({heavy} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "set()"


def test_nothing_asked_is_answered_with_help(ledger):
    answer = ledger()
    assert answer.code == 2
    assert "Commands:" in answer.out + answer.err


@pytest.mark.parametrize("words", [("teach",), ("db", "teach"), ("db", "start", "--fast"), ("tenant", "add")])
def test_what_is_not_understood_ends_with_two(ledger, words):
    answer = ledger(*words)
    assert answer.code == 2
    assert "Traceback" not in answer.err


def test_a_trouble_is_one_line_and_one(ledger):
    answer = ledger("db", "migrate")
    assert answer.code == 1
    assert answer.err.startswith("Ошибка: арендатор «school» не найден")
    assert answer.err.count("\n") == 1


def test_a_trouble_is_json_for_a_program(ledger):
    answer = ledger("db", "migrate", "--json")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith('{"code":"tenant.unknown","message":')


def test_a_setting_that_makes_no_sense_ends_with_two(ledger, monkeypatch):
    monkeypatch.setenv("LEDGER_DSN", "s3cret")
    answer = ledger("db", "status")
    monkeypatch.delenv("LEDGER_DSN")
    assert answer.code == 2
    assert "LEDGER_DSN" in answer.err
    assert "s3cret" not in answer.err


def test_the_version_is_told(ledger):
    assert ledger("--version").out[0].isdigit()
