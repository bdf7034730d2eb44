"""`ledger demo` shows the main job, again and again, and never touches anybody else's tenant."""

import psycopg
import pytest

from api.cli.demo import SCENES
from api.settings import read_settings
from api.tenancy import directory, embedded
from ledger.postgres.tenants import ClockKind, Tenant

ESSENTIAL = (
    "lesson.edit-window-closed",
    "Реестр обоснований изменений",
    "Биография этой клетки",
    "meeting.no-quorum",
    "присутствуют 16 из 24, нужно не менее 17",
    "за (12):",
    "Решение принято",
    "нарушений: 0",
    "ledger biography",
)


def test_the_demo_is_walked_through_and_walked_through_again(ledger):
    first = ledger("demo", "--small")
    assert first.code == 0
    assert [title for title, _ in SCENES if title not in first.out] == []
    assert [words for words in ESSENTIAL if words not in first.out] == []
    assert "загружен за" in first.out

    second = ledger("demo", "--json").told
    assert (second["loaded"], second["events"]) == (False, 1474)
    assert second["late_edit"]["refused"] == "lesson.edit-window-closed"
    assert second["biography"]["refused"] == 1
    assert (second["meeting"]["number"], second["meeting"]["adopted"]) == ("2", True)
    assert all(book["same"] for book in second["rebuild"])
    assert second["verified"] == {"events": 1518, "findings": 0}

    third = ledger("demo")
    assert "уже загружен" in third.out
    assert [words for words in ESSENTIAL if words not in third.out] == []


def test_a_broken_load_is_begun_anew_and_a_demo_can_be(ledger, monkeypatch):
    def broken(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as breaking:
        breaking.setattr("api.demo.preparing.open_accounts", broken)
        assert ledger("demo", "--small").code != 0
    assert directory(read_settings()).list() == []

    begun_anew = ledger("demo", "--small", "--json").told
    assert (begun_anew["loaded"], begun_anew["events"]) == (True, 1430)
    made_anew = ledger("demo", "--small", "--reset", "--json").told
    assert (made_anew["loaded"], made_anew["events"]) == (True, 1430)


def test_a_newer_program_goes_on_with_the_demo_and_another_one_does_not(ledger):
    assert ledger("demo", "--small").code == 0
    tell_the_database("UPDATE demo.book SET version = 0")
    assert all(book["same"] for book in ledger("demo", "--json").told["rebuild"])

    tell_the_database("UPDATE demo.migration SET digest = 'another' WHERE number = 1")
    assert ledger("demo", "--json").err.startswith('{"code":"demo.other-edition"')


def tell_the_database(query):
    with psycopg.connect(embedded(read_settings()).dsn(), autocommit=True) as connection:
        connection.execute(query)


@pytest.mark.parametrize(
    ("tenant", "code"),
    [
        (Tenant("demo", "demo"), "demo.name-taken"),
        (Tenant("demo", "school", ClockKind.SIMULATED), "demo.name-taken"),
        (Tenant("school", "demo"), "tenant.place-taken"),
    ],
    ids=["a real one of its name", "one that lives elsewhere", "one in its place"],
)
def test_a_tenant_that_is_no_demo_is_left_alone(ledger, tenant, code):
    directory(read_settings()).add(tenant)
    answer = ledger("demo", "--reset", "--json")
    assert answer.code == 1
    assert code in answer.err
    assert directory(read_settings()).list() == [tenant]
