"""Deed («поступок»): who asks for what in which role; and the diary, which tells when."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from aggregates.rights import Role
from commands.command import Command
from commands.work import Work
from ledger import zones
from ledger.stamp import Caller, Grant

Handle = Callable[[Any, Work], None]

_STEP = timedelta(seconds=2)


class Deed(NamedTuple):
    """A command and who gives it; the verb's `handle` carries it out."""

    handle: Handle
    command: Command
    actor: str
    grant: Grant

    def caller(self, at: datetime, command: str) -> Caller:
        """Return who stands at the door at a moment, with the command's id."""
        return Caller(self.actor, (self.grant,), at, command)


class Dated(NamedTuple):
    """A deed and its moment."""

    at: datetime
    deed: Deed


class Diary:
    """Gives deeds their moments: one after another, from the times that it is turned to."""

    def __init__(self, zone: str, begins_on: date) -> None:
        self._zone = zones.zone(zone)
        self._at = datetime.combine(begins_on, time(9), self._zone)

    def turn(self, on: date, hour: int, minute: int = 0) -> None:
        """Wait until a time of a day, unless it has passed."""
        self._at = max(self._at, datetime.combine(on, time(hour, minute), self._zone))

    def enter(self, deed: Deed) -> Dated:
        """Return the deed with the next moment."""
        self._at += _STEP
        return Dated(self._at, deed)


def grant(role: Role, institution: str, scope: str | None = None) -> Grant:
    """Return a role at an institution."""
    return Grant(role.value, institution, scope)
