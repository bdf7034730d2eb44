"""Stamp («отметка о записи»): who acts, in which role, when, and on which local date the rules are read."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from ledger import zones


@lru_cache(maxsize=64)
def instant(moment: datetime) -> str:
    """Return *moment* as the ledger writes it: UTC, six digits, «Z».

    Raises:
        ValueError: the moment carries no time zone.

    """
    if moment.tzinfo is None:
        msg = "an instant needs a time zone"
        raise ValueError(msg)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "Z"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held at an institution («роль в организации»); `scope` narrows it (a class, a pupil, a council)."""

    role: str
    institution: str
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who stands at the door: an authenticated person, the roles held, the moment and the command's id."""

    actor: str
    grants: tuple[Grant, ...]
    at: datetime
    command: str
    cause: int | None = None

    def today(self, zone: str) -> date:
        """Return the date on which the caller acts where clocks show *zone* (CON-01)."""
        return self.at.astimezone(zones.zone(zone)).date()

    def stamp(self, role: str, zone: str) -> "Stamp":
        """Return the stamp for acting in *role* where clocks show *zone*."""
        return Stamp(self.actor, role, self.at, self.today(zone), self.command, self.cause)


@dataclass(frozen=True, slots=True)
class Stamp:
    """The signature under an act: it enters the envelope of each event that the act leads to."""

    actor: str
    role: str
    at: datetime
    on: date
    command: str
    cause: int | None = None
