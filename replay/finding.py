"""Finding («замечание проверки»): what a verification of the ledger met that should not be."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What may be wrong."""

    HOLE = "hole"
    UNREADABLE = "unreadable"
    NOT_CANONICAL = "not-canonical"
    COLUMN = "column"
    CLOCK = "clock"
    COMMAND = "command"
    VERSION = "version"
    SEALED = "sealed"
    REFUSAL = "refusal"
    BOOK = "book"


class Finding(NamedTuple):
    """One thing that is wrong: at which position, if at one, and in what words."""

    kind: Kind
    position: int | None
    words: str
