"""Councils over HTTP («экспертные советы»)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Request, Response

from aggregates.council.council.decisions import known as known_council
from aggregates.council.council.events import Office, Seat
from aggregates.council.council.state import COUNCIL, Council
from aggregates.council.meeting.events import Tally
from aggregates.rights import Permission, role_for
from api.house import House
from api.http import examples
from api.http.asking import asked
from api.http.cursors import END, PagedDep
from api.http.dependencies import CounterDep, HouseDep, VisitorDep
from api.http.documentation import WRITE
from api.http.json_route import room
from api.http.listing import Listed, listed
from api.http.views import view, viewing
from api.http.waiting import BooksDep
from commands.command import Id
from commands.council import approve_composition, convene_meeting, establish_council
from ledger.stamp import Caller
from projections.council.decisions import COUNCIL_DECISIONS
from projections.council.meeting_query import DecisionLine, MeetingSummary, read_decisions, read_meetings
from projections.council.meeting_view import DecisionView

router = room("councils", "/councils")

SEATS = [
    {"person": examples.CHAIR, "post": "первый заместитель министра", "office": "chair"},
    {"person": examples.DEPUTY, "post": "начальник отдела", "office": "deputy-chair"},
    {"person": examples.SECRETARY, "post": "ректор института", "office": "secretary", "by_agreement": True},
]
ORDER = {"number": "508", "on": "2020-02-10"}
ESTABLISHED = {
    "council": examples.COUNCIL,
    "institution": examples.MINISTRY,
    "title": "Экспертный совет",
    "zone": "Europe/Moscow",
    "order": ORDER,
}
CONVENED = {
    "meeting": examples.MEETING,
    "number": "4",
    "on": "2026-12-22",
    "agenda": [{"item": examples.ITEM, "title": "Об утверждении программы"}],
}


@dataclass(frozen=True, slots=True)
class CouncilShown:
    """A council as it is now («совет»)."""

    council: str
    institution: str
    title: str
    zone: str
    seats: tuple[Seat, ...]


Establishing = Annotated[
    establish_council.EstablishCouncil, asked(establish_council.EstablishCouncil, example=ESTABLISHED)
]
Composing = Annotated[
    approve_composition.ApproveComposition,
    asked(approve_composition.ApproveComposition, "council", example={"order": ORDER, "seats": SEATS}),
]
Convening = Annotated[
    convene_meeting.ConveneMeeting, asked(convene_meeting.ConveneMeeting, "council", example=CONVENED)
]


SHOWN = CouncilShown(
    council=examples.COUNCIL,
    institution=examples.MINISTRY,
    title="Экспертный совет",
    zone="Europe/Moscow",
    seats=(Seat(examples.CHAIR, "первый заместитель министра", Office.CHAIR, by_agreement=False),),
)
MEETINGS = (MeetingSummary(examples.MEETING, "4", date(2026, 12, 22), is_over=False),)
DECISION = DecisionLine(
    meeting=examples.MEETING,
    number="4",
    on=date(2026, 12, 22),
    question=examples.QUESTION,
    item=examples.ITEM,
    title="Об утверждении программы",
    motion="Утвердить программу.",
    presiding=examples.CHAIR,
    total=24,
    present=17,
    needed=17,
    decision=DecisionView(
        tally=Tally(participants=17, in_favour=12, against=3, abstained=2),
        adopted=True,
        casting_vote=None,
        rule="KES-035",
        decided_at=datetime(2026, 12, 22, 9, 0, tzinfo=UTC),
        position=120_458,
    ),
)


@router.get("/{council}", **viewing(CouncilShown, SHOWN))
def read(council: Id, request: Request, house: HouseDep, caller: VisitorDep) -> Response:
    """Показать совет и его нынешний состав."""
    seen = see_council(house, caller, council)
    shown = CouncilShown(council, seen.institution, seen.title, seen.zone, seen.composition.seats)
    return view(request, shown)


@router.get("/{council}/meetings", **viewing(tuple[MeetingSummary, ...], MEETINGS))
def read_all_meetings(council: Id, request: Request, house: HouseDep, caller: VisitorDep, books: BooksDep) -> Response:
    """Перечислить заседания, последние сначала."""
    see_council(house, caller, council)
    with books.opened(COUNCIL_DECISIONS) as connection:
        return view(request, read_meetings(connection, books.schema, council))


@router.get("/{council}/decisions", **viewing(Listed[DecisionLine], Listed((DECISION,), None)))
def read_all_decisions(
    council: Id, request: Request, house: HouseDep, caller: VisitorDep, books: BooksDep, asked_for: PagedDep
) -> Response:
    """Показать реестр решений, последние сначала."""
    see_council(house, caller, council)
    before = asked_for.place(tuple[int], (END,))[0]
    with books.opened(COUNCIL_DECISIONS) as connection:
        lines = read_decisions(connection, books.schema, council, before=before, limit=asked_for.limit + 1)
    return view(request, listed(lines, asked_for.limit, lambda line: (line.decision.position,)))


@router.post("", **WRITE)
def establish(command: Establishing, counter: CounterDep) -> Response:
    """Создать совет приказом."""
    return counter.take(establish_council.handle, command)


@router.post("/{council}/compositions", **WRITE)
def compose(command: Composing, counter: CounterDep) -> Response:
    """Утвердить состав приказом."""
    return counter.take(approve_composition.handle, command)


@router.post("/{council}/meetings", **WRITE)
def convene(command: Convening, counter: CounterDep) -> Response:
    """Созвать заседание."""
    return counter.take(convene_meeting.handle, command)


def see_council(house: House, caller: Caller, council_id: str) -> Council:
    """Return the council to whoever may read its papers.

    Raises:
        CouncilUnknown, NotPermitted: there is nothing to see.

    """
    council = known_council(house.present.of(COUNCIL, council_id).state, council_id)
    role_for(caller, Permission.READ_COUNCIL, council.institution, council_id)
    return council
