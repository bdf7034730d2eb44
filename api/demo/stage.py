"""Stage («сцена»): the demo's tenant opened for acting and reading, its books following each act."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from psycopg import Connection
from rich.table import Table
from rich.text import Text

from aggregates.catalogue import CATALOGUE
from api.books import books_of
from api.cli.output import events_progress
from api.cli.reading import Reading
from api.demo.deed import Deed
from api.demo.preparing import DEMO
from api.demo.remaking import remake
from api.demo.school import FULL, SMALL
from api.demo.world import World, make_world
from api.house import House, house_of
from api.settings import Settings
from api.tenancy import connect_to
from ledger.history import Receipt
from ledger.postgres.connections import connect
from ledger.postgres.errors import BadTenant
from ledger.refusal import Refusal
from projections.live import BATCH_FAR_BEHIND, Keeper
from projections.standing import State, standing, wait_for

Part = str | Text | Table
"""What a scene prints: lines and tables, one under another."""

_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that the scenes of the demo need; `told` is what programs are told of them."""

    house: House
    world: World
    reading: Reading
    keepers: tuple[Keeper, ...]
    told: dict[str, object] = field(default_factory=dict)

    @property
    def connection(self) -> Connection:
        """The connection that reads books."""
        return self.reading.connection

    @property
    def schema(self) -> str:
        """The tenant's schema."""
        return self.reading.schema

    @property
    def zone(self) -> ZoneInfo:
        """Where the school's clocks are."""
        return ZoneInfo(self.world.profile.zone)

    def today(self) -> date:
        """Return the date at the school."""
        return self.house.clock.now().astimezone(self.zone).date()

    def council_day(self) -> date:
        """Return the date at the council."""
        return self.house.clock.now().astimezone(ZoneInfo(self.world.council.profile.zone)).date()

    def perform(self, deed: Deed) -> Receipt:
        """Carry a deed out now, and let the books follow."""
        caller = deed.caller(self.house.clock.now(), self.house.entropy.identifier())
        receipt = self.house.desk.perform(deed.handle, deed.command, caller)
        self.catch_up()
        return receipt

    def refused(self, deed: Deed) -> Refusal:
        """Return the refusal that a deed meets."""
        try:
            self.perform(deed)
        except Refusal as refusal:
            return refusal
        msg = "the demo expects this to be refused"
        raise AssertionError(msg)

    def catch_up(self) -> None:
        """Bring all books to the head of the ledger, or wait for the worker that does."""
        head = self.house.history.head()
        for keeper in self.keepers:
            keeper.catch_up()
            wait_for(self.connection, self.schema, keeper.book.name, head, seconds=_PATIENCE)


@contextmanager
def open_stage(settings: Settings) -> Iterator[Stage]:
    """Open the demo's tenant, with its books up to date.

    Raises:
        BadTenant: it was loaded by another version of the program.

    """
    with house_of(settings, DEMO) as house:
        world = _world_of(house)
        assert house.tenant.dsn is not None
        with (
            closing(connect_to(house.tenant)) as reader,
            closing(connect(house.tenant.dsn, "ledger_books")) as books,
        ):
            schema = house.tenant.schema
            keepers = tuple(Keeper(books, schema, house.history, CATALOGUE, book) for book in books_of(house).values())
            for keeper in keepers:
                keeper.begin()
            _follow(house, keepers, reader)
            yield Stage(house, world, Reading(house.history, house.clock, reader, schema), keepers)


def _world_of(house: House) -> World:
    for scale in (FULL, SMALL):
        world = make_world(scale)
        if house.history.stream(f"year-{world.school.year}"):
            return world
    raise BadTenant("demo.other-edition")


def _follow(house: House, keepers: tuple[Keeper, ...], reader: Connection) -> None:
    """Let books follow the ledger that are behind, as after the first load."""
    head, done = house.history.head(), 0
    with events_progress("Книги") as tell:
        for keeper in keepers:
            found = standing(reader, house.tenant.schema, keeper.book.name)
            if found is not None and found.state is State.REBUILDING:  # the program is newer than the book
                remake(house, keeper.book)
            while count := keeper.step(BATCH_FAR_BEHIND):
                done += count
                tell(done, head * len(keepers))
            wait_for(reader, house.tenant.schema, keeper.book.name, head, seconds=_PATIENCE)
