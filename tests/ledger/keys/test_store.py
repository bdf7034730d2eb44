"""Keys are kept wrapped, given back as they were, and destroyed for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import psycopg
import pytest
from psycopg import errors, sql

from ledger.history import Unavailable
from ledger.keyring import KeyLost, KeyReused
from ledger.keys.errors import KeysUnusable
from ledger.keys.store import KeyCount, KeyStore
from ledger.keys.wrapping import WRAPPING_SIZE, Wrapping
from ledger.postgres.connections import pool as open_pool

SECRET = b"\x01" * 32
OTHER = b"\x02" * 32
NOW = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 10, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def owner(tenant):
    with psycopg.connect(tenant.keys_dsn, autocommit=True) as connection:
        yield connection


def statement(text, tenant):
    return sql.SQL(text).format(key=sql.Identifier(tenant.keys_schema, "key"))


def test_a_key_comes_back_as_it_was(store):
    store.add({"masha": SECRET, "misha": OTHER})
    assert store.secrets(["masha", "misha"]) == {"masha": SECRET, "misha": OTHER}
    assert store.secrets([]) == {}


def test_a_key_lies_wrapped(store, owner, tenant):
    store.add({"masha": SECRET})
    (wrapped,) = owner.execute(statement("SELECT wrapped FROM {key}", tenant)).fetchone()
    assert SECRET not in wrapped


def test_a_key_is_kept_once_and_all_or_none(store):
    store.add({"masha": SECRET})
    store.add({"masha": SECRET})
    with pytest.raises(KeyReused):
        store.add({"misha": OTHER, "masha": OTHER})
    assert store.secrets(["masha"]) == {"masha": SECRET}
    with pytest.raises(KeyLost, match="misha"):
        store.secrets(["misha"])


def test_a_destroyed_key_is_gone_and_its_id_is_taken(store):
    store.add({"masha": SECRET, "misha": OTHER})
    store.destroy("masha", NOW)
    assert store.secrets(["masha", "misha"]) == {"masha": None, "misha": OTHER}
    with pytest.raises(KeyReused):
        store.add({"masha": SECRET})
    assert store.secrets(["masha"]) == {"masha": None}


def test_a_key_is_destroyed_once_and_the_first_moment_counts(store, owner, tenant):
    store.add({"masha": SECRET})
    store.destroy("masha", NOW)
    store.destroy("masha", LATER)
    rows = owner.execute(statement("SELECT wrapped, destroyed_at FROM {key}", tenant)).fetchall()
    assert rows == [(None, NOW)]


def test_a_key_that_was_never_here_is_destroyed_beforehand(store):
    store.destroy("masha", NOW)
    assert store.secrets(["masha"]) == {"masha": None}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE {key} SET wrapped = 'x', destroyed_at = NULL WHERE id = 'masha'",
        "UPDATE {key} SET id = 'masha-2' WHERE id = 'masha'",
        "UPDATE {key} SET id = 'misha-2' WHERE id = 'misha'",
        "DELETE FROM {key} WHERE id = 'masha'",
        "DELETE FROM {key} WHERE id = 'misha'",
        "TRUNCATE {key}",
    ],
)
def test_not_even_the_owner_brings_a_key_back_or_drops_its_trace(store, owner, tenant, change):
    store.add({"masha": SECRET, "misha": OTHER})
    store.destroy("masha", NOW)
    with pytest.raises(errors.IntegrityConstraintViolation):
        owner.execute(statement(change, tenant))


def test_keys_moved_to_another_id_do_not_open(store, owner, tenant, wrapping):
    store.add({"masha": SECRET, "misha": OTHER})
    owner.execute(statement("UPDATE {key} SET wrapped = (SELECT wrapped FROM {key} WHERE id = 'misha')", tenant))
    with pytest.raises(KeysUnusable, match=wrapping.fingerprint):
        store.secrets(["masha"])


def test_the_books_may_read_keys_and_nothing_else(tenant, store, wrapping, entropy):
    store.add({"masha": SECRET})
    with open_pool(tenant.keys_dsn, "ledger_books", size=1) as pool:
        books = KeyStore(pool, tenant.keys_schema, wrapping, entropy)
        assert books.secrets(["masha"]) == {"masha": SECRET}
        with pytest.raises(errors.InsufficientPrivilege):
            books.destroy("masha", NOW)


def test_the_secret_for_requests_is_made_once_and_stays(pool, tenant, wrapping, entropy):
    def first_use(_):
        return KeyStore(pool, tenant.keys_schema, wrapping, entropy).requests_secret()

    with ThreadPoolExecutor(4) as threads:
        secrets = set(threads.map(first_use, range(4)))
    assert len(secrets) == 1
    assert len(secrets.pop()) == 32


def test_keys_are_counted_without_the_tenants_own(store, wrapping):
    assert store.count() == KeyCount(0, 0, None)
    store.check()
    store.requests_secret()
    store.add({"masha": SECRET, "misha": OTHER})
    store.destroy("masha", NOW)
    assert store.count() == KeyCount(1, 1, wrapping.fingerprint)


def test_two_wrapping_keys_cannot_serve_one_tenant(store, pool, tenant, entropy, wrapping):
    store.add({"masha": SECRET})
    stranger = KeyStore(pool, tenant.keys_schema, Wrapping(entropy.secret(WRAPPING_SIZE)), entropy)
    with pytest.raises(KeysUnusable) as raised:
        stranger.add({"misha": OTHER})
    assert raised.value.code == "keys.other-wrapping"
    assert store.count() == KeyCount(1, 0, wrapping.fingerprint)
    store.check()
    with pytest.raises(KeysUnusable, match="нужен прежний файл ключа"):
        stranger.check()
    with pytest.raises(KeysUnusable) as raised:
        stranger.secrets(["masha"])
    assert raised.value.code == "keys.not-wrapped-here"


def test_after_rotation_only_the_new_wrapping_key_opens(store, pool, tenant, entropy):
    store.add({"masha": SECRET, "misha": OTHER})
    store.destroy("misha", NOW)
    fresh = Wrapping(entropy.secret(WRAPPING_SIZE))
    assert store.rotate(fresh) == 1
    assert KeyStore(pool, tenant.keys_schema, fresh, entropy).secrets(["masha", "misha"]) == {
        "masha": SECRET,
        "misha": None,
    }
    with pytest.raises(KeysUnusable):
        store.secrets(["masha"])
    with pytest.raises(KeysUnusable):
        store.add({"dasha": SECRET})


@pytest.mark.parametrize("is_destroyed", [False, True], ids=["with keys", "all keys destroyed"])
def test_a_rotation_by_a_stranger_changes_nothing(store, pool, tenant, entropy, is_destroyed):
    store.add({"masha": SECRET})
    if is_destroyed:
        store.destroy("masha", NOW)
    stranger, fresh = (Wrapping(entropy.secret(WRAPPING_SIZE)) for _ in range(2))
    with pytest.raises(KeysUnusable) as raised:
        KeyStore(pool, tenant.keys_schema, stranger, entropy).rotate(fresh)
    assert raised.value.code == "keys.other-wrapping"
    store.check()


def test_a_lost_database_is_told_as_unavailable(store, pool):
    pool.close()
    with pytest.raises(Unavailable):
        store.secrets(["masha"])
