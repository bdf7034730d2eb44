"""`ledger backup` and `ledger restore` bring a lost ledger back, and tell when the copy is older than what was seen."""

import shutil
import stat
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from api.entropy import SeededEntropy
from api.settings import read_settings
from api.tenancy import embedded, open_keys, reach_tenant
from ledger.history import Append, Leaf
from ledger.keys import keyfile
from ledger.postgres.appending import Appender
from ledger.postgres.connections import pool

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
STREAM = "lesson-5a"


@pytest.fixture
def school(ledger):
    """A prepared tenant with two events and one key."""
    ledger("tenant", "add", "school", "--offset-days", "0")
    assert ledger("db", "migrate").code == 0
    record(1, 2)
    settings = read_settings()
    entropy = SeededEntropy("keys")
    wrapping = keyfile.load_or_create(settings.wrapping_file, entropy)
    with open_keys(reach_tenant(settings), wrapping, entropy) as store:
        store.requests_secret()
    return ledger


def record(*numbers):
    tenant = reach_tenant(read_settings())
    with pool(tenant.dsn, "ledger_app", size=1) as connections:
        for number in numbers:
            leaf = Leaf(STREAM, number, "lesson.held.v1", b'{"lesson":%d}' % number)
            at = NOON + timedelta(seconds=number)
            command = Append(str(UUID(int=number)), b"digest", at, [leaf], {STREAM: number - 1})
            Appender(connections, tenant.schema).append(command)


def lose_everything_but_the_settings():
    server = embedded(read_settings())
    server.stop()
    shutil.rmtree(server.folder)


def test_a_lost_ledger_comes_back_from_its_two_copies(school, home):
    made = school("backup", "copies/ledger", "--keys", "copies/keys", "--json").told
    assert (made["position"], made["keys"]) == (2, 1)
    assert stat.S_IMODE((home / "copies/keys").stat().st_mode) == 0o600
    lose_everything_but_the_settings()
    answer = school("restore", "copies/ledger", "--keys", "copies/keys", "--json")
    assert (answer.code, answer.told["position"]) == (0, 2)
    record(3)
    assert school("backup", "again", "--keys", "keys-again", "--json").told["position"] == 3


def test_both_copies_are_told_in_words(school):
    answer = school("backup", "ledger", "--keys", "keys")
    assert "событий 2" in answer.out
    assert "wrapping-key.json" in answer.out


def test_a_copy_older_than_what_was_seen_needs_consent(school):
    school("backup", "old", "--keys", "old-keys")
    record(3, 4)
    school("backup", "new", "--keys", "new-keys")
    lose_everything_but_the_settings()
    refused = school("restore", "old", "--keys", "old-keys")
    assert refused.code == 1
    assert "в ней событий 2, а подтверждено было 4, пропадёт 2" in refused.err
    assert school("restore", "old", "--keys", "old-keys", "--older").code == 0
    assert school("backup", "after", "--keys", "after-keys", "--json").told["position"] == 2


def test_an_older_database_put_back_by_hand_is_noticed_until_accepted(school, home):
    server = embedded(read_settings())
    server.stop()
    shutil.copytree(server.folder, home / "by-hand")
    record(3)
    school("backup", "new", "--keys", "new-keys")
    server.stop()
    shutil.rmtree(server.folder)
    shutil.copytree(home / "by-hand", server.folder)
    refused = school("backup", "late", "--keys", "late-keys", "--json")
    assert refused.code == 1
    assert '"code":"ledger.older"' in refused.err
    accepted = school("db", "accept", "--json").told
    assert (accepted["seen"], accepted["accepted"]) == (3, 2)
    assert school("backup", "late", "--keys", "late-keys").code == 0


def test_keys_that_do_not_fit_are_refused_before_the_ledger_is_restored(school):
    school("backup", "ledger", "--keys", "keys")
    lose_everything_but_the_settings()
    file = read_settings().wrapping_file
    right = file.rename(file.with_name("right"))
    keyfile.create(file, SeededEntropy("another"))
    refused = school("restore", "ledger", "--keys", "keys", "--json")
    assert (refused.code, '"code":"keys.copy-other-wrapping"' in refused.err) == (1, True)
    right.replace(file)
    assert school("restore", "ledger", "--keys", "keys").code == 0


@pytest.mark.parametrize("taken", ["ledger", "keys"])
def test_no_copy_is_overwritten(school, home, taken):
    (home / taken).mkdir()
    answer = school("backup", "ledger", "--keys", "keys")
    assert (answer.code, [path.name for path in (home / taken).iterdir()]) == (1, [])
    assert "уже существует" in answer.err


def test_a_ledger_in_place_is_not_overwritten(school):
    school("backup", "ledger", "--keys", "keys")
    answer = school("restore", "ledger", "--keys", "keys")
    assert (answer.code, "на пустое место" in answer.err) == (1, True)


@pytest.mark.parametrize("verb", ["backup", "restore"])
def test_the_copy_of_the_keys_must_be_named(ledger, verb):
    assert ledger(verb, "ledger").code == 2


def test_a_folder_that_is_no_copy_is_told(school):
    answer = school("restore", ".", "--keys", "keys")
    assert (answer.code, answer.err.count("\n")) == (1, 1)
