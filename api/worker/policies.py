"""Policies («правила реакций»): events are answered in their order, each at least once, by one worker at a time."""

from datetime import datetime
from typing import NamedTuple, Protocol

from psycopg import Connection, sql

from api.database import transaction
from api.house import House
from ledger.catalogue import Catalogue
from ledger.event import Event
from ledger.history import Recorded

BATCH = 1_000


class Reaction(Protocol):
    """What the system does when something has happened; repeating it does no harm."""

    events: frozenset[type[Event]]

    def react(self, recorded: Recorded, at: datetime) -> None:
        """Answer one event, recorded at a moment."""
        ...


class PolicyStanding(NamedTuple):
    """How far a policy has come, and when its worker was last seen."""

    name: str
    position: int
    alive_at: datetime


class Policy:
    """One reaction and its place in the log. Whoever finds the place locked leaves the work to the other worker."""

    def __init__(self, name: str, reaction: Reaction, house: House, catalogue: Catalogue) -> None:
        self.name = name
        self._reaction = reaction
        self._house = house
        self._catalogue = catalogue
        self._names = {kind.name for kind in reaction.events}
        table = {"policy": sql.Identifier(house.tenant.schema, "policy")}
        self._begin, self._lock, self._reach = (
            sql.SQL(query).format(**table)
            for query in (
                "INSERT INTO {policy} (name, position, alive_at) VALUES (%s, 0, %s) ON CONFLICT (name) DO NOTHING",
                "SELECT position FROM {policy} WHERE name = %s FOR UPDATE SKIP LOCKED",
                "UPDATE {policy} SET position = %s, alive_at = %s WHERE name = %s",
            )
        )

    def catch_up(self) -> int:
        """Answer everything recorded so far, and return how many events were answered."""
        now, answered = self._house.clock.now(), 0
        with transaction(self._house.pool) as connection:
            connection.execute(self._begin, (self.name, now))
        while (step := self._step()) is not None:
            answered += step
        return answered

    def _step(self) -> int | None:
        """Answer one batch; None when there is nothing more to do here.

        The place moves after the reactions: whatever is interrupted is answered again.
        """
        with transaction(self._house.pool) as connection:
            place = connection.execute(self._lock, (self.name,)).fetchone()
            if place is None:
                return None
            entries = self._house.history.read(after=place[0], limit=BATCH)
            asked = [entry for entry in entries if entry.name in self._names]
            for entry in asked:
                event = self._catalogue.decode(entry.name, entry.data)
                recorded = Recorded(entry.position, entry.stream, entry.version, event)
                self._reaction.react(recorded, entry.recorded_at)
            reached = entries[-1].position if entries else place[0]
            connection.execute(self._reach, (reached, self._house.clock.now(), self.name))
        return len(asked) if entries else None


def policy_standings(connection: Connection, schema: str) -> list[PolicyStanding]:
    """Return how far all policies have come."""
    query = sql.SQL("SELECT name, position, alive_at FROM {} ORDER BY name").format(sql.Identifier(schema, "policy"))
    return [PolicyStanding(*row) for row in connection.execute(query)]
