"""A sealed text comes back whole and only in its place; a bit, a letter or a number elsewhere, and it does not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.keys.cipher import NONCE_SIZE, SECRET_SIZE, TEXT_LIMIT, BrokenSeal, Place, seal, unseal

SECRET = bytes(range(SECRET_SIZE))
NONCE = bytes(range(NONCE_SIZE))
KEY = "key-1"
PLACE = Place("person-masha", 2, "person.registered.v1", "family_name")
BOX = seal(SECRET, KEY, PLACE, "Ёлкина", NONCE)

secrets = st.binary(min_size=SECRET_SIZE, max_size=SECRET_SIZE)
nonces = st.binary(min_size=NONCE_SIZE, max_size=NONCE_SIZE)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=4000)


@given(secret=secrets, nonce=nonces, text=texts)
def test_any_text_comes_back_as_it_was(secret, nonce, text):
    assert unseal(secret, KEY, PLACE, seal(secret, KEY, PLACE, text, nonce)) == text


@given(bit=st.integers(0, len(BOX) * 8 - 1))
def test_one_changed_bit_breaks_the_seal(bit):
    changed = bytearray(BOX)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BrokenSeal):
        unseal(SECRET, KEY, PLACE, bytes(changed))


@pytest.mark.parametrize("length", range(len(BOX)))
def test_a_shortened_box_does_not_open(length):
    with pytest.raises(BrokenSeal):
        unseal(SECRET, KEY, PLACE, BOX[:length])


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(PLACE, stream="person-misha"),
        replace(PLACE, version=3),
        replace(PLACE, name="person.name-corrected.v1"),
        replace(PLACE, field="given_name"),
    ],
    ids=["another stream", "another version", "another event", "another field"],
)
def test_a_box_does_not_open_in_another_place(elsewhere):
    with pytest.raises(BrokenSeal, match=elsewhere.field):
        unseal(SECRET, KEY, elsewhere, BOX)


def test_a_box_does_not_open_under_another_key_id_or_secret():
    with pytest.raises(BrokenSeal):
        unseal(SECRET, "key-2", PLACE, BOX)
    with pytest.raises(BrokenSeal):
        unseal(bytes(SECRET_SIZE), KEY, PLACE, BOX)


def test_the_parts_of_a_place_cannot_run_into_one_another():
    box = seal(SECRET, KEY, Place("person-1", 1, "a", "b.c"), "Маша", NONCE)
    with pytest.raises(BrokenSeal):
        unseal(SECRET, KEY, Place("person-1", 1, "a.b", "c"), box)


def test_a_box_is_format_nonce_ciphertext_and_tag():
    assert BOX[:1] == b"\x01"
    assert BOX[1 : 1 + NONCE_SIZE] == NONCE
    assert len(BOX) == 1 + NONCE_SIZE + len("Ёлкина".encode()) + 16


def test_the_bytes_of_a_box_are_frozen():
    assert BOX.hex() == ("01000102030405060708090a0b978306a0155f12a35dfc473b998516c86533a939642db44b121859e5")


def test_a_text_of_the_greatest_length_is_sealed_and_one_byte_more_is_not():
    longest = "м" * (TEXT_LIMIT // 2)
    assert unseal(SECRET, KEY, PLACE, seal(SECRET, KEY, PLACE, longest, NONCE)) == longest
    with pytest.raises(ValueError, match="16001 bytes"):
        seal(SECRET, KEY, PLACE, longest + "x", NONCE)
