"""The key file is made once, for its owner alone, and anything wrong with it is named."""

import json
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from ledger.keys.errors import KeysUnusable
from ledger.keys.keyfile import create, load, load_or_create

PHRASE = "лесной ручей 1974"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger" / "keys" / "wrapping.key"


def code(call):
    with pytest.raises(KeysUnusable) as raised:
        call()
    assert str(raised.value)
    return raised.value.code


def test_the_file_gives_the_key_it_was_made_with(path, entropy):
    made = load_or_create(path, entropy)
    assert load(path).unwrap("masha", made.wrap("masha", b"secret")) == b"secret"


def test_the_file_and_its_folder_are_the_owners_alone(path, entropy):
    create(path, entropy)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["wrapping.key"]


def test_an_existing_file_is_never_overwritten(path, entropy):
    create(path, entropy)
    before = path.read_bytes()
    assert code(lambda: create(path, entropy)) == "keys.file-exists"
    assert code(lambda: create(path, entropy, PHRASE)) == "keys.file-exists"
    assert path.read_bytes() == before


def test_processes_that_start_together_get_one_key(path, entropy):
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: load_or_create(path, entropy).fingerprint, range(4)))
    assert set(made) == {load(path).fingerprint}


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_file_for_its_owner_is_read(path, entropy, mode):
    create(path, entropy)
    path.chmod(mode)
    load(path)


@pytest.mark.parametrize("mode", [0o640, 0o620, 0o610, 0o604, 0o602, 0o601])
def test_a_file_open_to_anybody_else_is_refused(path, entropy, mode):
    create(path, entropy)
    path.chmod(mode)
    assert code(lambda: load(path)) == "keys.file-open"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_that_belongs_to_somebody_else_is_refused(path, entropy):
    create(path, entropy)
    os.chown(path, 1, 1)
    assert code(lambda: load(path)) == "keys.file-open"


def test_a_missing_file_is_named(path):
    assert code(lambda: load(path)) == "keys.file-missing"


def test_a_folder_in_place_of_the_file_is_refused(path):
    path.mkdir(parents=True)
    assert code(lambda: load(path)) == "keys.file-unreadable"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"{}",
        b'{"format":"ledger-wrapping-key-v2","key":""}',
        b'{"format":"ledger-wrapping-key-v1","key":"AAAA"}',
        b'{"format":"ledger-wrapping-key-v1","key":"*"}',
        b'{"format":"ledger-wrapping-key-v1"}',
        b'{"format":"ledger-wrapping-passphrase-v1","salt":"*","fingerprint":""}',
    ],
)
def test_a_damaged_file_is_refused(path, entropy, content):
    create(path, entropy)
    path.write_bytes(content)
    assert code(lambda: load(path, PHRASE)) == "keys.file-damaged"


def test_a_passphrase_gives_the_same_key_each_time_and_is_not_in_the_file(path, entropy):
    made = create(path, entropy, PHRASE)
    assert load(path, PHRASE).unwrap("masha", made.wrap("masha", b"secret")) == b"secret"
    assert sorted(json.loads(path.read_bytes())) == ["fingerprint", "format", "n", "p", "r", "salt"]


def test_a_missing_or_wrong_passphrase_is_told_apart(path, entropy):
    create(path, entropy, PHRASE)
    assert code(lambda: load(path)) == "keys.passphrase-missing"
    assert code(lambda: load(path, PHRASE + " ")) == "keys.passphrase-wrong"
