"""Sorting («алфавитный порядок»): a key that any database compares byte by byte, «Ё» after «Е»."""

_AFTER_YE = "е\uffff"
_LAST = "\uffff"
_SPACE = "\x01"


def sort_key(family: str | None, given: str | None, patronymic: str | None) -> str:
    """Return the place of a name in the alphabet; a destroyed one stands at the end."""
    if family is None:
        return _LAST
    return _SPACE.join(_letters(part) for part in (family, given or "", patronymic or ""))


def _letters(text: str) -> str:
    return text.casefold().replace("ё", _AFTER_YE)
