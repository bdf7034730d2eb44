"""Accounts on the command line: the first administrator, roles and keys."""

import io

import pytest

SCHOOL = "01993c2e-5b00-7000-8000-000000000001"
PASSWORD = "зелёная тетрадь 5А"


@pytest.fixture
def prepared(ledger):
    for words in (("tenant", "add", "school"), ("db", "migrate")):
        assert ledger(*words).code == 0
    return ledger


@pytest.fixture
def typed(monkeypatch):
    """What a program writes to standard input."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def add(ledger, *words):
    return ledger("account", "add", "a.admin", "--role", "administrator", "--institution", "*", "--json", *words)


def test_the_first_administrator_gets_a_password_roles_and_a_key(prepared, typed):
    typed(PASSWORD + "\n")
    added = add(prepared).told
    assert added["grants"] == [{"role": "administrator", "institution": "*", "scope": None}]
    granted = prepared("account", "grant", "a.admin", "--role", "auditor", "--institution", SCHOOL, "--json").told
    assert [one["role"] for one in granted["grants"]] == ["administrator", "auditor"]
    withdrawn = prepared("account", "withdraw", "a.admin", "--role", "auditor", "--institution", SCHOOL, "--json")
    assert [one["role"] for one in withdrawn.told["grants"]] == ["administrator"]
    key = prepared("account", "key", "a.admin", "--label", "выгрузка", "--json").told
    assert key["token"].startswith("key_")
    assert prepared("account", "revoke", "a.admin", key["id"], "--json").told == {"revoked": key["id"]}
    assert prepared("account", "suspend", "a.admin", "--json").told["disabled"]
    shown = prepared("account", "show", "a.admin").out
    assert "приостановлена" in shown
    assert not prepared("account", "restore", "a.admin", "--json").told["disabled"]
    assert PASSWORD not in shown + str(added)
    assert prepared("account", "revoke", "a.admin", "nonsense", "--json").code == 1
    typed(PASSWORD + "\n")
    assert "account.login-taken" in add(prepared).err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "A.Admin", "--role", "administrator", "--institution", "*", "--no-password"), "login"),
        (("add", "a.admin", "--role", "king", "--institution", "*", "--no-password"), "role"),
        (("add", "a.admin", "--role", "administrator", "--institution", "school", "--no-password"), "institution"),
        (("add", "a.admin", "--role", "administrator", "--institution", "*"), "password"),
        (("key", "a.admin", "--label", "выгрузка", "--days", "400"), "days"),
    ],
)
def test_what_makes_no_sense_is_named(ledger, typed, words, told):
    typed("short\n")
    answer = ledger("account", *words)
    assert answer.code == 2
    assert told in answer.err
