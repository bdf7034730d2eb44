"""What the reading verbs of the command line share: a tenant opened to be read, moments, names («чтение»)."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass

from psycopg import Connection

from aggregates.catalogue import CATALOGUE
from aggregates.council.council.events import CouncilEstablished
from aggregates.journal.school_class.events import ClassFormed
from aggregates.journal.school_year.events import SchoolYearOpened
from api.house import clock_of
from api.http.moments import Point, point_of
from api.settings import read_settings
from api.tenancy import connect_to, open_tenant
from ledger.history import History
from ledger.ports import Clock
from ledger.postgres.connections import pool
from ledger.postgres.history import PostgresHistory
from projections.people.people_query import names_of
from projections.standing import BookNotReady

_SHORT_ID = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """A tenant opened to be read: its history, its clock, its schema and a connection to its books."""

    history: History
    clock: Clock
    connection: Connection
    schema: str

    def point(self, at: str | None, zone: str, *, option: str = "--at") -> Point:
        """Return the moment *at*, told in *option*, where clocks show *zone*; without it, the present."""
        if at is None:
            return Point(self.history.head(), self.clock.now())
        return point_of(self.history, at, zone, self.clock.now(), field=option)

    def zone_of_class(self, school_class: str) -> str:
        """Return the zone of a class's institution."""
        formed = (one.event for one in self.history.stream(f"class-{school_class}"))
        return next((self.zone_of_year(event.school_year) for event in formed if isinstance(event, ClassFormed)), "UTC")

    def zone_of_year(self, school_year: str | None) -> str:
        """Return the zone of a school year's institution."""
        opened = (one.event for one in self.history.stream(f"year-{school_year}"))
        return next((event.zone for event in opened if isinstance(event, SchoolYearOpened)), "UTC")

    def zone_of_council(self, council: str) -> str:
        """Return the zone of a council."""
        established = (one.event for one in self.history.stream(f"council-{council}"))
        return next((event.zone for event in established if isinstance(event, CouncilEstablished)), "UTC")

    def names(self, persons: Iterable[str]) -> Mapping[str, str]:
        """Return how people are called, or the beginnings of their ids where the book of people cannot tell."""
        wanted = set(persons)
        try:
            cards = names_of(self.connection, self.schema, wanted)
        except BookNotReady:
            cards = {}
        return {
            person: cards[person].short_name if person in cards else person[:_SHORT_ID] for person in sorted(wanted)
        }


@contextmanager
def reading(tenant: str | None) -> Iterator[Reading]:
    """Open a tenant to be read."""
    opened = open_tenant(read_settings(), tenant)
    assert opened.dsn is not None
    with (
        pool(opened.dsn, "ledger_app", size=2) as connections,
        PostgresHistory(connections, opened.schema, CATALOGUE) as history,
        closing(connect_to(opened)) as connection,
    ):
        yield Reading(history, clock_of(opened), connection, opened.schema)
