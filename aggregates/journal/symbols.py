"""Symbols of the journal («обозначения в журнале»), exactly as regulation JRN-050 lists them."""

import unicodedata
from enum import StrEnum


class Mark(StrEnum):
    """What a mark cell may hold («отметка», JRN-050, JRN-051)."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    EXEMPT = "осв."


class Attendance(StrEnum):
    """What the attendance register may hold («посещаемость», JRN-052, JRN-070); nothing means present."""

    ABSENT = "ОТ"
    VALID_REASON = "УП"
    ILLNESS = "Б"
    NO_VALID_REASON = "НП"
    LATE = "ОП"


ASSESSMENTS = frozenset(Mark) - {Mark.EXEMPT}
"""Marks that say how well something was known; they need the pupil's presence (JRN-051)."""

ABSENCES = frozenset(Attendance) - {Attendance.LATE}
STATED_ABSENCES = ABSENCES - {Attendance.ABSENT}
"""Absences with their reason, as the class teacher states it (JRN-071)."""

SYMBOLS: dict[str, Mark | Attendance] = {symbol.value: symbol for kind in (Mark, Attendance) for symbol in kind}

_LATIN, _GREEK, _CYRILLIC = "OTYHoc", "ΟΤΥΗος", "ОТУНос"
_LOOK_ALIKES = str.maketrans(_LATIN + _GREEK, _CYRILLIC + _CYRILLIC) | str.maketrans({"Π": "П", "З": "3", "I": "1"})


def look_alike(text: str) -> str | None:
    """Return the symbol that *text* looks like without being it: other letters, wide digits, spaces around."""
    seeming = unicodedata.normalize("NFKC", text).strip().translate(_LOOK_ALIKES)
    return seeming if seeming != text and seeming in SYMBOLS else None
