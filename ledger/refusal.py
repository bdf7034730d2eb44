"""Refusal («отказ»): an expected "no", told by a stable code and the fields that explain it."""

from collections.abc import Mapping
from datetime import date

from typing_extensions import override

Detail = str | int | bool | date | None | tuple[str, ...]


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """Base of every expected refusal; nothing was stored.

    A subclass sets `code` (`room.kebab-case`, stable for programs), `requirement` (the clause it enforces) and
    `message` (Russian, a `str.format` template over `details`).
    """

    code: str
    requirement: str = ""
    message: str

    def __init__(self, **details: Detail) -> None:
        super().__init__(self.code)
        self.details: Mapping[str, Detail] = details

    @override
    def __str__(self) -> str:
        return self.message.format(**self.details)
