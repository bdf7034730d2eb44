"""Entries in Russian («записи на русском языке», JRN-026): what letters a text is written in."""

import re

_CYRILLIC = re.compile("[А-Яа-яЁё]")
_LATIN = re.compile("[A-Za-z]")


def is_russian(text: str) -> bool:
    """Tell whether *text* has a Cyrillic letter; foreign words beside it are natural."""
    return _CYRILLIC.search(text) is not None


def has_latin(text: str) -> bool:
    """Tell whether *text* has a Latin letter, which in a class's label only looks like a Russian one."""
    return _LATIN.search(text) is not None
