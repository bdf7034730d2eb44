"""`ledger keys` tells how the keys are, copies them, brings lost ones back and changes what wraps them."""

import json
from datetime import UTC, datetime
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from aggregates.catalogue import CATALOGUE
from aggregates.people.person.events import DestructionGround, KeyCommitted, KeyDestroyed
from api.entropy import SeededEntropy
from api.settings import read_settings
from api.tenancy import open_keys, reach_tenant
from ledger.envelope import Metadata
from ledger.history import Append, Leaf
from ledger.keys import keyfile, rotation
from ledger.keys.cipher import digest
from ledger.postgres.appending import Appender
from ledger.postgres.connections import pool
from ledger.sealing import Category

SECRETS = {"masha": b"\x01" * 32, "misha": b"\x02" * 32}
NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def school(ledger, tenant, monkeypatch):
    """A prepared tenant with the keys of two people, committed in the ledger."""
    monkeypatch.setenv("LEDGER_DSN", tenant.dsn)
    monkeypatch.setenv("LEDGER_KEYS_DSN", tenant.keys_dsn)
    with store() as keys:
        keys.add(SECRETS)
    for number, (person, secret) in enumerate(SECRETS.items(), start=1):
        record(number, f"person-{person}", 1, KeyCommitted(Category.IDENTITY, person, digest(secret)))
    return ledger


def store(wrapping=None):
    settings, entropy = read_settings(), SeededEntropy("keys")
    wrapping = wrapping or keyfile.load_or_create(settings.wrapping_file, entropy)
    return open_keys(reach_tenant(settings), wrapping, entropy)


def record(number, stream, version, event):
    tenant, command = reach_tenant(read_settings()), str(UUID(int=number))
    metadata = Metadata(
        stream, version, "2026-10-01T12:00:00.000000Z", NOON.date(), "head", "head", command, None, None, None
    )
    leaf = Leaf(stream, version, event.name, CATALOGUE.encode(metadata, event))
    with pool(tenant.dsn, "ledger_app", size=1) as connections:
        Appender(connections, tenant.schema).append(Append(command, b"digest", NOON, [leaf], {stream: version - 1}))


def lose_keys():
    """The database of the keys is lost and made anew."""
    tenant = reach_tenant(read_settings())
    with psycopg.connect(tenant.keys_dsn, autocommit=True) as administrator:
        administrator.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(tenant.keys_schema)))


def test_the_state_of_the_keys_is_told(school):
    with store() as keys:
        keys.destroy("misha", NOON)
    told = school("keys", "status", "--json").told
    assert (told["live"], told["destroyed"], told["fits"]) == (1, 1, True)
    assert told["wrapped_by"] == told["file_fingerprint"]
    answer = school("keys", "status")
    assert answer.out.startswith("Ключей действует 1, уничтожено 1\n")
    assert str(read_settings().wrapping_file) in answer.out


def test_a_key_file_that_does_not_fit_is_told(school):
    file = read_settings().wrapping_file
    file.rename(file.with_name("lost"))
    assert school("keys", "status", "--json").code == 1
    keyfile.create(file, SeededEntropy("another"))
    answer = school("keys", "status", "--json")
    assert (answer.code, answer.told["fits"]) == (3, False)


def test_lost_keys_come_back_and_destroyed_ones_do_not(school):
    assert school("keys", "backup", "copy", "--json").told == {"keys": 2, "keys_file": "copy"}
    record(3, "person-misha", 2, KeyDestroyed(Category.IDENTITY, "misha", DestructionGround.CONSENT_WITHDRAWN, None))
    lose_keys()
    school("db", "migrate")
    answer = school("keys", "restore", "copy", "--json")
    assert answer.told == {"added": ["masha"], "refused": ["misha"], "unknown": [], "missing": []}
    with store() as keys:
        assert keys.secrets(SECRETS) == {"masha": SECRETS["masha"], "misha": None}
    assert school("keys", "restore", "copy").out == "Ключи: возвращено 0, уничтожено ранее 1\n"


def test_a_copy_is_not_overwritten(school):
    school("keys", "backup", "copy")
    refused = school("keys", "backup", "copy", "--json")
    assert (refused.code, json.loads(refused.err)["code"]) == (1, "keys.file-exists")


def test_the_wrapping_key_is_changed_and_old_copies_need_the_old_one(school):
    school("keys", "backup", "copy")
    told = school("keys", "rotate-wrapping", "--json").told
    assert told["tenants"] == {"school": 2}
    assert school("keys", "status", "--json").told["wrapped_by"] == told["fingerprint"]
    with store() as keys:
        assert keys.secrets(SECRETS) == SECRETS
    lose_keys()
    school("db", "migrate")
    assert json.loads(school("keys", "restore", "copy", "--json").err)["code"] == "keys.copy-other-wrapping"
    restored = school("keys", "restore", "copy", "--wrapped-by", told["old_file"], "--json").told
    assert restored["added"] == ["masha", "misha"]


def test_a_change_that_broke_off_is_finished_by_a_repeat(school):
    file = read_settings().wrapping_file
    fresh = keyfile.create(rotation.successor(file), SeededEntropy("next"))
    with store() as keys:
        keys.rotate(fresh)
    assert school("keys", "status").code == 3
    told = school("keys", "rotate-wrapping", "--json").told
    assert (told["tenants"], told["fingerprint"]) == ({"school": 0}, fresh.fingerprint)
    assert school("keys", "status").code == 0


def test_a_passphrase_can_take_over_from_the_file(school, monkeypatch):
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "лесной ручей 1974")
    assert school("keys", "rotate-wrapping", "--ask-passphrase").code == 0
    refused = school("keys", "status", "--json")
    assert json.loads(refused.err)["code"] == "keys.passphrase-missing"
    monkeypatch.setenv("LEDGER_KEYS_PASSPHRASE", "лесной ручей 1974")
    assert school("keys", "status", "--json").told["fits"]
