"""Entries in Russian («записи на русском языке», JRN-026): what letters a text is written in."""

import re

_CYRILLIC = re.compile("[А-Яа-яЁё]")
_OTHER = re.compile(r"[^\W\d_А-Яа-яЁё]|[^\D0-9]")


def is_russian(text: str) -> bool:
    """Tell whether *text* has a Cyrillic letter; foreign words beside it are natural."""
    return _CYRILLIC.search(text) is not None


def has_look_alike(text: str) -> bool:
    """Tell whether *text* has a letter or digit of others, which in a class's label only looks right."""
    return _OTHER.search(text) is not None
