"""A copy of the keys brings back what was lost, and never what was destroyed; what is wrong with it is named."""

import base64
import hashlib
from datetime import UTC, datetime

import psycopg
import pytest

from ledger.keys.artefact import Fates, Restored, export, restore
from ledger.keys.errors import KeysUnusable
from ledger.keys.store import KeyStore
from ledger.keys.wrapping import WRAPPING_SIZE, Wrapping
from ledger.postgres.migrations import migrate

SECRET = b"\x01" * 32
OTHER = b"\x02" * 32
NOW = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
COMMITTED = {"masha": hashlib.sha256(SECRET).hexdigest(), "misha": hashlib.sha256(OTHER).hexdigest()}


def fates(committed=COMMITTED, **destroyed):
    return Fates(committed, destroyed)


@pytest.fixture
def copy(store, tmp_path):
    """A copy of Masha's and Misha's keys."""
    store.add({"masha": SECRET, "misha": OTHER})
    path = tmp_path / "keys.backup"
    export(store, path)
    return path


@pytest.fixture
def make_empty(tenant, pool, entropy):
    """Begin another key store, as after the loss of the first one."""

    def begin(wrapping):
        with psycopg.connect(tenant.keys_dsn, autocommit=True) as administrator:
            migrate(administrator, "keys", "found_keys")
        return KeyStore(pool, "found_keys", wrapping, entropy)

    return begin


@pytest.fixture
def empty(make_empty, wrapping):
    return make_empty(wrapping)


def code(call):
    with pytest.raises(KeysUnusable) as raised:
        call()
    assert str(raised.value)
    return raised.value.code


def test_lost_keys_come_back_from_their_copy(copy, empty):
    restored = restore(empty, copy, fates())
    assert restored == Restored(added=("masha", "misha"), refused=(), unknown=(), missing=())
    assert empty.secrets(["masha", "misha"]) == {"masha": SECRET, "misha": OTHER}


def test_a_key_destroyed_after_the_copy_was_made_is_refused_and_named(copy, empty):
    restored = restore(empty, copy, fates(masha=NOW))
    assert restored == Restored(added=("misha",), refused=("masha",), unknown=(), missing=())
    assert empty.secrets(["masha", "misha"]) == {"masha": None, "misha": OTHER}


def test_a_destroyed_key_stays_destroyed_beside_an_older_ledger(store, copy):
    store.destroy("masha", NOW)
    assert restore(store, copy, fates()).refused == ("masha",)
    assert store.secrets(["masha"]) == {"masha": None}


def test_a_copy_tells_which_keys_were_destroyed_before_it(store, empty, tmp_path):
    store.add({"masha": SECRET, "misha": OTHER})
    store.destroy("masha", NOW)
    export(store, tmp_path / "later")
    assert restore(empty, tmp_path / "later", fates()).added == ("misha",)
    assert empty.secrets(["masha"]) == {"masha": None}


def test_keys_that_are_here_stay_as_they_are(store, copy):
    assert restore(store, copy, fates()) == Restored((), (), (), ())


def test_keys_that_the_ledger_never_committed_to_are_left_out_and_named(copy, empty):
    restored = restore(empty, copy, fates({"masha": COMMITTED["masha"]}))
    assert restored == Restored(added=("masha",), refused=(), unknown=("misha",), missing=())
    assert empty.known(["misha"]) == {}


def test_keys_that_the_ledger_needs_and_nobody_has_are_named(copy, empty):
    assert restore(empty, copy, fates(COMMITTED | {"dasha": "0" * 64})).missing == ("dasha",)


def test_a_key_other_than_the_committed_one_is_refused_and_nothing_is_restored(copy, empty):
    assert code(lambda: restore(empty, copy, fates(COMMITTED | {"misha": "0" * 64}))) == "keys.copy-foreign"
    assert empty.known(["masha", "misha"]) == {}


def test_the_secret_for_requests_comes_back_too(store, empty, tmp_path):
    secret = store.requests_secret()
    export(store, tmp_path / "copy")
    assert restore(empty, tmp_path / "copy", fates({})) == Restored((), (), (), ())
    assert empty.requests_secret() == secret


def test_a_copy_holds_no_key_unwrapped(copy):
    data = copy.read_bytes()
    for secret in (SECRET, OTHER):
        assert secret not in data
        assert base64.b64encode(secret).strip(b"=") not in data
        assert secret.hex().encode() not in data


def test_a_copy_is_for_its_owner_and_never_overwritten(store, copy):
    assert copy.stat().st_mode & 0o777 == 0o600
    before = copy.read_bytes()
    assert code(lambda: export(store, copy)) == "keys.file-exists"
    assert copy.read_bytes() == before


def test_no_copy_is_made_under_the_name_of_a_wrapping_key_that_does_not_open_it(store, pool, tenant, entropy, tmp_path):
    store.add({"masha": SECRET})
    stranger = KeyStore(pool, tenant.keys_schema, Wrapping(entropy.secret(WRAPPING_SIZE)), entropy)
    assert code(lambda: export(stranger, tmp_path / "copy")) == "keys.other-wrapping"
    assert list(tmp_path.iterdir()) == []


def test_a_copy_wrapped_by_another_key_needs_that_key(copy, make_empty, entropy, wrapping):
    fresh = Wrapping(entropy.secret(WRAPPING_SIZE))
    found = make_empty(fresh)
    assert code(lambda: restore(found, copy, fates())) == "keys.copy-other-wrapping"
    assert restore(found, copy, fates(), wrapped_by=wrapping).added == ("masha", "misha")
    assert found.secrets(["masha"]) == {"masha": SECRET}


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[:-2],
        lambda data: data[: data.rindex(b"\n", 0, -1) + 1],
        lambda data: b"".join(data.splitlines(keepends=True)[:1] + data.splitlines(keepends=True)[2:]),
        lambda data: data.replace(b"masha", b"dasha"),
        lambda data: b"\x00" + data,
    ],
    ids=["empty", "last byte", "no foot", "one key less", "renamed", "prefixed"],
)
def test_a_damaged_copy_is_refused_and_nothing_is_restored(copy, empty, damage):
    copy.write_bytes(damage(copy.read_bytes()))
    assert code(lambda: restore(empty, copy, fates())) == "keys.copy-damaged"
    assert empty.known(["masha", "dasha", "misha"]) == {}


def test_a_missing_copy_is_named(empty, tmp_path):
    assert code(lambda: restore(empty, tmp_path / "none", fates())) == "keys.file-unreadable"
