"""The journal knows eleven symbols, letter by letter; what only looks like one is told apart and named."""

import unicodedata

import pytest

from aggregates.journal.symbols import ABSENCES, ASSESSMENTS, SYMBOLS, look_alike

LATIN_OT = "\u004f\u0054"
LATIN_O_CYRILLIC_TE = "\u004f\u0422"
CYRILLIC_O_LATIN_TE = "\u041e\u0054"
LATIN_O_IN_OSV = "\u006f\u0441\u0432."
GREEK_O_PI = "\u039f\u03a0"
ZE_FOR_THREE = "\u0417"
WIDE_FOUR = "\uff14"


def test_the_symbols_are_those_of_the_regulation():
    assert list(SYMBOLS) == ["1", "2", "3", "4", "5", "осв.", "ОТ", "УП", "Б", "НП", "ОП"]


def test_letters_of_symbols_are_cyrillic():
    letters = {letter for symbol in SYMBOLS for letter in symbol if letter.isalpha()}
    assert {unicodedata.name(letter).split()[0] for letter in letters} == {"CYRILLIC"}


def test_marks_that_assess_are_one_to_five_and_lateness_is_no_absence():
    assert sorted(ASSESSMENTS) == ["1", "2", "3", "4", "5"]
    assert sorted(ABSENCES) == sorted(["ОТ", "УП", "Б", "НП"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (LATIN_OT, "ОТ"),
        (LATIN_O_CYRILLIC_TE, "ОТ"),
        (CYRILLIC_O_LATIN_TE, "ОТ"),
        (LATIN_O_IN_OSV, "осв."),
        (GREEK_O_PI, "ОП"),
        (ZE_FOR_THREE, "3"),
        (WIDE_FOUR, "4"),
        (" 5", "5"),
        ("УП ", "УП"),
    ],
)
def test_a_look_alike_is_recognised(typed, meant):
    assert look_alike(typed) == meant


@pytest.mark.parametrize("typed", ["6", "0", "4/5", "5+", "н", "н/а", "зач", "осв", "от", "X", ""])
def test_another_text_looks_like_no_symbol(typed):
    assert look_alike(typed) is None


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_symbol_is_not_its_own_look_alike(symbol):
    assert look_alike(symbol) is None
