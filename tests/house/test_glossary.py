"""One word, one meaning: events name their Russian term, streams stand in the glossary, no word is explained twice."""

import re
import sys
from collections import Counter

import pytest

from aggregates.catalogue import CATALOGUE
from tests.house.tree import ROOT

TERM = re.compile(r"«([^»]+)»")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| (?P<english>[^|]+) \| (?P<russian>[^|]+) \| (?P<meaning>[^|]+) \| (?P<source>[^|]+) \|$", re.MULTILINE
)
ROWS = [row for row in ROW.finditer(GLOSSARY) if row["english"] != "English"]


def first_line(thing):
    return (thing.__doc__ or "").strip().partition("\n")[0]


def test_every_event_names_its_russian_term():
    assert [name for name, event in CATALOGUE.events.items() if not TERM.search(first_line(event))] == []


@pytest.mark.parametrize("module", sorted({event.__module__ for event in CATALOGUE.events.values()}))
def test_a_stream_stands_in_the_glossary(module):
    (term, *_) = TERM.findall(first_line(sys.modules[module]))
    words = {word for row in ROWS for word in row["russian"].split(", ")}
    assert term in words


def test_no_word_is_explained_twice():
    counts = Counter(row["english"] for row in ROWS)
    assert {word for word, times in counts.items() if times > 1} == set()
