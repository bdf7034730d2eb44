"""Events of a person («физическое лицо»): the sealed name, the keys of personal data made and destroyed."""

from enum import StrEnum
from typing import ClassVar, get_args

from ledger.document import Document, Order
from ledger.event import Event, Identifier, Line
from ledger.sealing import Category, Digest, Sealed


class NameReason(StrEnum):
    """Why a name was written anew («основание исправления имени»); the last one after the earlier was destroyed."""

    MISENTRY = "misentry"
    NAME_CHANGED = "name-changed"
    DOCUMENT_CORRECTED = "document-corrected"
    CONSENT_RENEWED = "consent-renewed"


class DestructionGround(StrEnum):
    """Why personal data was destroyed («основание уничтожения», SYS-062)."""

    CONSENT_WITHDRAWN = "consent-withdrawn"
    RETENTION_ENDED = "retention-ended"
    UNLAWFUL = "unlawful"
    PURPOSE_REACHED = "purpose-reached"
    COURT_OR_AUTHORITY = "court-or-authority"


class PersonRegistered(Event, frozen=True):
    """A person got a card («карточка заведена»); local dates on it are read in the institution's `zone`."""

    name: ClassVar[str] = "person.registered.v1"

    institution: Identifier
    zone: Line
    family_name: Sealed
    given_name: Sealed
    patronymic: Sealed | None


class NameCorrected(Event, frozen=True):
    """A name was written anew («имя исправлено»); the earlier one stays in the history while its key exists."""

    name: ClassVar[str] = "person.name-corrected.v1"

    family_name: Sealed
    given_name: Sealed
    patronymic: Sealed | None
    reason: NameReason
    document: Document | None


class KeyCommitted(Event, frozen=True):
    """A key for one category of the person's data exists («ключ создан»); `commitment` is its SHA-256."""

    name: ClassVar[str] = "person.key-committed.v1"

    category: Category
    key: Identifier
    commitment: Digest


class KeyDestroyed(Event, frozen=True):
    """The key is to be destroyed, and with it what it sealed («персональные данные уничтожены»)."""

    name: ClassVar[str] = "person.key-destroyed.v1"

    category: Category
    key: Identifier
    ground: DestructionGround
    order: Order | None


PersonEvent = PersonRegistered | NameCorrected | KeyCommitted | KeyDestroyed
EVENTS: tuple[type[Event], ...] = get_args(PersonEvent)
