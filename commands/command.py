"""Command («команда»): what a person or a program asks for; nothing has happened yet."""

import re
import unicodedata
from datetime import date
from typing import Annotated, ClassVar
from zoneinfo import ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from ledger.zones import zone

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Categories of characters that make two texts differ, or read another way round, and nobody sees it."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _nfc(text: str) -> str:
    if not unicodedata.is_normalized("NFC", text):
        kind, words = "text_not_nfc", "Текст должен быть в нормальной форме Unicode NFC."
        raise PydanticCustomError(kind, words)
    return text


def _one_line(text: str) -> str:
    if any(unicodedata.category(character) in _UNSEEN for character in text):
        kind, words = "text_not_printable", "В тексте не должно быть управляющих и невидимых символов."
        raise PydanticCustomError(kind, words)
    return text


def _lines(text: str) -> str:
    _one_line(text.replace("\n", " ").replace("\t", " "))
    return text


def _date_alone(day: object) -> object:
    """Refuse what pydantic would take for a date: seconds since 1970, moments at midnight."""
    if isinstance(day, str) and not _DATE.fullmatch(day):
        kind, words = "date_format", "Дата записывается как ГГГГ-ММ-ДД."
        raise PydanticCustomError(kind, words)
    if not isinstance(day, str | date):
        kind, words = "date_type", "Дата передаётся строкой ГГГГ-ММ-ДД."
        raise PydanticCustomError(kind, words)
    return day


def _known_zone(name: str) -> str:
    try:
        zone(name)
    except ZoneInfoNotFoundError as error:
        kind, words = "zone_unknown", "Неизвестный часовой пояс."
        raise PydanticCustomError(kind, words) from error
    return name


Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
"""A UUID as lower-case text."""
Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=300, strip_whitespace=True),
    AfterValidator(_nfc),
    AfterValidator(_one_line),
]
Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=4000, strip_whitespace=True),
    AfterValidator(_nfc),
    AfterValidator(_lines),
]

Date = Annotated[date, BeforeValidator(_date_alone)]
"""A day of the calendar: «2026-10-01»."""
Zone = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_+/-]{1,64}$"), AfterValidator(_known_zone)]
"""A name of the time zone database: «Asia/Yekaterinburg»."""


class Part(BaseModel):
    """Base of what a command is made of: strict about unknown fields, immutable; errors do not quote what was sent."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Command(Part):
    """Base of every command.

    `attempts` is how often it is decided before others count as contending: an attempt fails only because somebody
    else's act was recorded, so a command that many send at once is sure of its turn if it may try as often.
    """

    attempts: ClassVar[int] = 3
