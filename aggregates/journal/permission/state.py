"""State of an edit permission: what it covers, what the head decided, what is used up."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from typing import assert_never

from aggregates.journal.permission.events import (
    Cell,
    Ground,
    PermissionEvent,
    PermissionGranted,
    PermissionRefused,
    PermissionRequested,
    PermissionUsed,
)
from ledger.aggregate import Aggregate


class Status(Enum):
    """Where the case stands («состояние обращения»)."""

    REQUESTED = auto()
    GRANTED = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Permission:
    """A permission as its events left it."""

    school_year: str
    institution: str
    pupil: str
    ground: Ground
    cells: frozenset[Cell]
    status: Status = Status.REQUESTED
    expires_on: date | None = None
    used: frozenset[Cell] = frozenset()


def fold(permission: Permission | None, events: Iterable[tuple[int, PermissionEvent]]) -> Permission | None:
    """Return the permission after *events*."""
    for _, event in events:
        if isinstance(event, PermissionRequested):
            permission = _requested(event)
        else:
            assert permission is not None, "a stream begins with the permission being requested"
            permission = _evolved(permission, event)
    return permission


def _requested(event: PermissionRequested) -> Permission:
    return Permission(event.school_year, event.institution, event.pupil, event.ground, frozenset(event.cells))


def _evolved(permission: Permission, event: PermissionGranted | PermissionRefused | PermissionUsed) -> Permission:
    match event:
        case PermissionGranted():
            return replace(permission, status=Status.GRANTED, expires_on=event.expires_on)
        case PermissionRefused():
            return replace(permission, status=Status.REFUSED)
        case PermissionUsed():
            return replace(permission, used=permission.used | {event.cell})
        case _:
            assert_never(event)


PERMISSION = Aggregate("permission", fold)
