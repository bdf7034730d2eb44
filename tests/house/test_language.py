"""No word mixes alphabets: a Cyrillic «с» inside an English word cannot be seen and cannot be found."""

import re
import unicodedata

from tests.house.tree import place, texts

ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)")
WORD = re.compile(r"[^\W\d_]+")


def mixed_words(text: str) -> list[str]:
    """Return the words with letters of more than one alphabet; an escape such as \\n is no letter."""
    return [word for word in WORD.findall(ESCAPE.sub(" ", text)) if len(alphabets(word)) > 1]


def alphabets(word: str) -> set[str]:
    return {unicodedata.name(letter).split()[0] for letter in word} & {"LATIN", "CYRILLIC", "GREEK"}


def test_no_word_mixes_alphabets():
    files = texts(".py", ".md", ".toml", ".sql", ".json")
    assert {place(path): words for path in files if (words := mixed_words(path.read_text(encoding="utf-8")))} == {}


def test_a_look_alike_letter_is_seen():
    assert mixed_words("les\u0441on") == ["les\u0441on"]


def test_russian_beside_english_is_no_mixture():
    assert mixed_words(r"«Урок» lesson 5А \nСохранено") == []
