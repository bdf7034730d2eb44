"""Policies («правила реакций»): events are answered in their order, each at least once, by one worker at a time."""

from datetime import datetime
from time import monotonic
from typing import NamedTuple, Protocol

from psycopg import Connection, sql

from api.database import transaction
from api.house import House
from ledger.catalogue import Catalogue
from ledger.event import Event
from ledger.history import Recorded

BATCH = 1_000
WORD_EVERY = 10.0
"""Seconds between the words that a worker leaves of itself."""

_BEGIN = "INSERT INTO {policy} (name, position, alive_at) VALUES (%s, 0, %s) ON CONFLICT (name) DO NOTHING"
_PLACE = "SELECT position FROM {policy} WHERE name = %s"
_LOCK = _PLACE + " FOR UPDATE SKIP LOCKED"
_WORD = """
    UPDATE {policy} SET alive_at = %s
    WHERE name = (SELECT name FROM {policy} WHERE name = %s FOR UPDATE SKIP LOCKED)
"""
_REACH = "UPDATE {policy} SET position = %s WHERE name = %s"


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
        self._next_word = 0.0
        table = {"policy": sql.Identifier(house.tenant.schema, "policy")}
        self._begin, self._place, self._word, self._lock, self._reach = (
            sql.SQL(query).format(**table) for query in (_BEGIN, _PLACE, _WORD, _LOCK, _REACH)
        )

    def catch_up(self) -> int:
        """Answer everything recorded so far, and return how many events were answered."""
        if monotonic() >= self._next_word:
            self._leave_word()
        answered = 0
        while self._is_behind() and (step := self._step()) is not None:
            answered += step
        return answered

    def _leave_word(self) -> None:
        """Write down that the worker lives, unless another one is just answering."""
        now = self._house.clock.now()
        with transaction(self._house.pool) as connection:
            connection.execute(self._begin, (self.name, now))
            connection.execute(self._word, (now, self.name))
        self._next_word = monotonic() + WORD_EVERY

    def _is_behind(self) -> bool:
        """Look, without taking the place: a lock a second would be a write a second."""
        with transaction(self._house.pool) as connection:
            row = connection.execute(self._place, (self.name,)).fetchone()
        return row is not None and self._house.history.head() > row[0]

    def _step(self) -> int | None:
        """Answer one batch; None when there is nothing more to do here.

        The place moves after the reactions: whatever is interrupted is answered again.
        """
        with transaction(self._house.pool) as connection:
            place = connection.execute(self._lock, (self.name,)).fetchone()
            if place is None:
                return None
            entries = self._house.history.read(after=place[0], limit=BATCH)
            if not entries:
                return None
            asked = [entry for entry in entries if entry.name in self._names]
            for entry in asked:
                event = self._catalogue.decode(entry.name, entry.data)
                self._reaction.react(Recorded(entry.position, entry.stream, entry.version, event), entry.recorded_at)
            connection.execute(self._reach, (entries[-1].position, self.name))
        return len(asked)


def policy_standings(connection: Connection, schema: str) -> list[PolicyStanding]:
    """Return how far all policies have come."""
    query = sql.SQL("SELECT name, position, alive_at FROM {} ORDER BY name").format(sql.Identifier(schema, "policy"))
    return [PolicyStanding(*row) for row in connection.execute(query)]
