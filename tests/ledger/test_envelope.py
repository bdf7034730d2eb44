"""Canonical bytes: one way to write an envelope, equal to RFC 8785, and refusals of what has no such way."""

import json
import unicodedata
from typing import ClassVar

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from ledger.catalogue import Catalogue
from ledger.envelope import ENVELOPE_LIMIT, NotCanonical
from ledger.event import INTEGER_LIMIT, Count, Event, Text
from tests.acts import metadata


class Remark(Event, frozen=True):
    name: ClassVar[str] = "remark.made.v1"

    text: Text
    number: Count
    settled: bool | None
    parts: tuple[Text, ...]


CATALOGUE = Catalogue([Remark])
COMMAND = "00000000-0000-7000-8000-000000000001"


def written(text="а", number=0, settled=None, parts=()):
    return CATALOGUE.encode(metadata("remark-1", 1, COMMAND), Remark(text, number, settled, tuple(parts)))


def nfc(text):
    return unicodedata.normalize("NFC", text)


ODD = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).map(nfc).filter(bool)


@given(ODD, st.integers(0, INTEGER_LIMIT), st.none() | st.booleans(), st.lists(ODD, max_size=3))
def test_bytes_equal_those_of_an_independent_canonicaliser(text, number, settled, parts):
    data = written(text, number, settled, parts)
    assert rfc8785.dumps(json.loads(data)) == data
    assert CATALOGUE.decode("remark.made.v1", data) == Remark(text, number, settled, tuple(parts))


@pytest.mark.parametrize(
    "text", ["\x00\x08\t\n\x0b\x0c\r\x1f", '"\\/', "\x7f\x80\x9f", "\u2028\u2029\ufeff\uffff", "😀𐍈\U0010ffff", "Ёё й"]
)
def test_characters_that_writers_of_json_differ_about(text):
    data = written(nfc(text))
    assert rfc8785.dumps(json.loads(data)) == data


@pytest.mark.parametrize("text", ["и\u0306", "e\u0301", "\u212b", "\u1100\u1161", "а" * 100 + "и\u0306"])
def test_text_that_is_not_nfc_is_refused(text):
    with pytest.raises(NotCanonical, match="NFC"):
        written(text)
    assert written(nfc(text))


@pytest.mark.parametrize("text", ["а\n\u0301", "\t\u030c", "\x1f\u0307", "\\\n\u0301"])
def test_the_letters_of_an_escape_take_no_accents(text):
    data = written(text)
    assert rfc8785.dumps(json.loads(data)) == data
    with pytest.raises(NotCanonical, match="NFC"):
        written(text + "\\n\u0301")


@pytest.mark.parametrize("text", ["\ud800", "а\udfffб", "\ude00\ud83d"])
def test_a_lone_surrogate_is_refused(text):
    with pytest.raises(NotCanonical, match="surrogate"):
        written(text)


def test_an_envelope_has_at_most_60_000_bytes():
    parts = ["x" * 4000] * 14
    rest = ENVELOPE_LIMIT - len(written("x", parts=parts)) + 1
    assert len(written("x" * rest, parts=parts)) == ENVELOPE_LIMIT
    with pytest.raises(NotCanonical, match="60001"):
        written("x" * (rest + 1), parts=parts)


def test_the_limit_counts_bytes_not_characters():
    parts = ["я" * 4000] * 7
    assert written("я", parts=parts)
    with pytest.raises(NotCanonical):
        written("я" * 2000, parts=[*parts, "я"])
