"""Sealed fields («запечатанные поля»): personal data beside the event, under a key per person and category."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, NamedTuple, Protocol

import msgspec
from typing_extensions import override

from ledger.event import Identifier

Digest = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""SHA-256, lower-case hexadecimal."""


class Category(StrEnum):
    """Kinds of personal data («категории персональных данных») that are destroyed separately."""

    IDENTITY = "identity"
    CONTACTS = "contacts"
    FAMILY = "family"
    DOCUMENTS = "documents"
    HEALTH = "health"
    GROUNDS = "grounds"


class Sealed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the event keeps of personal data: the key's id and the SHA-256 of the ciphertext."""

    key: Identifier
    digest: Digest


class Clear(Sealed, frozen=True):
    """Personal data that a decision asks to record; recording replaces it with `Sealed`, it is never written itself."""

    key: str = ""
    digest: str = ""
    subject: str = ""
    category: Category = Category.IDENTITY
    text: str = ""

    @override
    def __repr__(self) -> str:
        return f"Clear(subject={self.subject!r}, category={self.category.value!r})"  # never the text: logs quote events


def clear(subject: str, category: Category, text: str) -> Sealed:
    """Return *text* about the person *subject*, to be sealed when it is recorded."""
    return Clear(subject=subject, category=category, text=text)


class Boxed(NamedTuple):
    """A recorded event with the ciphertexts that still lie beside it."""

    stream: str
    version: int
    name: str
    data: bytes
    boxes: Sequence[bytes]


class Boxes(Protocol):
    """Where the ciphertexts lie."""

    def boxed(self, positions: Sequence[int]) -> Sequence[Boxed]:
        """Return the events at *positions*, each with its boxes."""
        ...
