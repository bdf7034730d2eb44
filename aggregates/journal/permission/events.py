"""Events of an edit permission («разрешение на внесение изменений»): request, decision, every use."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, get_args

import msgspec

from ledger.document import Document
from ledger.event import Event, Identifier
from ledger.sealing import Sealed

Column = Annotated[int, msgspec.Meta(ge=1, le=20)]


class Ground(StrEnum):
    """Grounds for an edit after the window («основание для изменения», JRN-094)."""

    ILLNESS = "illness"
    VALID_ABSENCE = "valid-absence"
    RESIT = "resit"
    OTHER_VALID = "other-valid"


class RefusalGround(StrEnum):
    """Why the head does not allow the change («основание отказа», JRN-096)."""

    NO_DOCUMENT = "no-document"
    DOCUMENT_DOES_NOT_CONFIRM = "document-does-not-confirm"
    NOT_A_VALID_REASON = "not-a-valid-reason"
    OTHER = "other"


class Cell(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One cell of the journal: a column of marks, or the attendance entry when `column` is null."""

    lesson: Identifier
    column: Column | None


class PermissionRequested(Event, frozen=True):
    """A teacher asks the head in writing («запрошено разрешение», JRN-095)."""

    name: ClassVar[str] = "permission.requested.v1"

    school_year: Identifier
    institution: Identifier
    school_class: Identifier
    subject: Identifier
    pupil: Identifier
    cells: tuple[Cell, ...]
    ground: Ground
    documents: tuple[Document, ...]
    explanation: Sealed | None


class PermissionGranted(Event, frozen=True):
    """The head allows the change («разрешение выдано», JRN-096), to `expires_on` inclusive if set."""

    name: ClassVar[str] = "permission.granted.v1"

    expires_on: date | None


class PermissionRefused(Event, frozen=True):
    """The head does not allow the change («в разрешении отказано», JRN-096); the note is sealed for the pupil."""

    name: ClassVar[str] = "permission.refused.v1"

    ground: RefusalGround
    note: Sealed | None


class PermissionUsed(Event, frozen=True):
    """One cell was changed under the permission («разрешение использовано», JRN-095)."""

    name: ClassVar[str] = "permission.used.v1"

    cell: Cell


PermissionEvent = PermissionRequested | PermissionGranted | PermissionRefused | PermissionUsed
EVENTS: tuple[type[Event], ...] = get_args(PermissionEvent)
