"""The log over HTTP («журнал событий»): entries as they are kept, for auditors; and where the books stand."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from fastapi import Request, Response

from aggregates.rights import EVERYWHERE, Permission, role_for
from api.http.cursors import PagedDep
from api.http.dependencies import HouseDep, VisitorDep
from api.http.json_route import room
from api.http.listing import Listed, listed
from api.http.views import view, viewing
from ledger.history import Entry
from ledger.postgres.connections import answering
from projections.standing import Standing, State, standings

router = room("log")


@dataclass(frozen=True, slots=True)
class EntryShown:
    """One entry («запись»): `envelope` is the event with everything that the proof covers."""

    position: int
    recorded_at: datetime
    envelope: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BookShown:
    """Where a book stands («состояние книги»): `behind` tells how many events it has not seen yet."""

    name: str
    version: int
    position: int
    behind: int
    state: State
    reason: str


ENTRY = EntryShown(
    position=7,
    recorded_at=datetime(2026, 10, 1, 8, 30, tzinfo=UTC),
    envelope={"name": "lesson.mark-recorded.v1", "stream": "lesson-01993c2e-5b00-7000-8000-000000000004", "version": 4},
)
BOOK = BookShown("journal_page", 1, 120_458, 0, State.LIVE, "")


@router.get("/entries", **viewing(Listed[EntryShown], Listed((ENTRY,), None)))
def read_entries(request: Request, house: HouseDep, caller: VisitorDep, paged: PagedDep) -> Response:
    """Показать записи журнала событий подряд."""
    role_for(caller, Permission.READ_LOG, EVERYWHERE)
    after = paged.place(tuple[int], (0,))[0]
    entries = house.history.read(after=after, limit=paged.limit + 1)
    return view(request, listed([_shown(one) for one in entries], paged.limit, lambda line: (line.position,)))


@router.get("/books", **viewing(tuple[BookShown, ...], (BOOK,)))
def read_books(request: Request, house: HouseDep, caller: VisitorDep) -> Response:
    """Показать, до какой позиции обновлены книги."""
    role_for(caller, Permission.READ_BOOKS, EVERYWHERE)
    head = house.history.head()
    with answering(), house.pool.connection() as connection:
        found = standings(connection, house.tenant.schema)
    return view(request, [_standing(one, head) for one in found])


def _standing(one: Standing, head: int) -> BookShown:
    return BookShown(one.name, one.version, one.position, max(0, head - one.position), one.state, one.reason)


def _shown(entry: Entry) -> EntryShown:
    return EntryShown(entry.position, entry.recorded_at, msgspec.json.decode(entry.data))
