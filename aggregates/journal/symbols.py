"""Symbols of the journal («обозначения в журнале»), exactly as regulation JRN-050 lists them."""

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
