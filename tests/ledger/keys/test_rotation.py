"""A new key file takes the old one's place at once; the old one stays for the copies that it opens."""

import pytest

from ledger.keys.errors import KeysUnusable
from ledger.keys.keyfile import create, load
from ledger.keys.rotation import predecessor, promote, successor


@pytest.fixture
def path(tmp_path):
    return tmp_path / "keys" / "wrapping-key.json"


def test_the_next_key_file_takes_the_place_of_the_old_one(path, entropy):
    old, fresh = create(path, entropy), create(successor(path), entropy)
    kept = promote(path, old)
    assert load(path).fingerprint == fresh.fingerprint
    assert load(kept).fingerprint == old.fingerprint
    assert not successor(path).exists()


def test_a_promotion_that_broke_off_is_finished_by_a_repeat(path, entropy):
    old, fresh = create(path, entropy), create(successor(path), entropy)
    predecessor(path, old).hardlink_to(path)
    assert promote(path, old) == predecessor(path, old)
    assert load(path).fingerprint == fresh.fingerprint


def test_without_a_next_key_file_the_old_one_stays(path, entropy):
    old = create(path, entropy)
    with pytest.raises(KeysUnusable):
        promote(path, old)
    assert load(path).fingerprint == old.fingerprint
