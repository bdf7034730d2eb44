"""Meetings of a council over HTTP («заседания»)."""

from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Request, Response

from aggregates.catalogue import CATALOGUE
from aggregates.council.meeting.decisions import known as known_meeting
from aggregates.council.meeting.refusals import MeetingUnknown
from aggregates.council.meeting.state import MEETING
from api.http import examples
from api.http.asking import asked
from api.http.councils import see_council
from api.http.dependencies import CounterDep, HouseDep, VisitorDep
from api.http.documentation import WRITE
from api.http.json_route import room
from api.http.moments import AsOf, point_of
from api.http.views import view, viewing
from api.http.waiting import BooksDep
from commands.command import Id
from commands.council import (
    cast_ballot,
    close_meeting,
    close_vote,
    establish_quorum,
    note_absence,
    open_vote,
    register_arrival,
    register_departure,
    take_chair,
)
from projections.council.decisions import COUNCIL_DECISIONS, Presence
from projections.council.meeting_query import read_meeting
from projections.council.meeting_view import AttendanceView, ItemView, MeetingView
from replay.meeting_as_of import MeetingsAsOf

router = room("meetings", "/meetings/{meeting}")

Arriving = Annotated[
    register_arrival.RegisterArrival,
    asked(register_arrival.RegisterArrival, "meeting", example={"members": [examples.CHAIR, examples.SECRETARY]}),
]
Leaving = Annotated[
    register_departure.RegisterDeparture,
    asked(register_departure.RegisterDeparture, "meeting", example={"member": examples.DEPUTY}),
]
Missing = Annotated[
    note_absence.NoteAbsence,
    asked(note_absence.NoteAbsence, "meeting", example={"member": examples.CHAIR, "excuse": "excused"}),
]
Presiding = Annotated[take_chair.TakeChair, asked(take_chair.TakeChair, "meeting")]
Counting = Annotated[establish_quorum.EstablishQuorum, asked(establish_quorum.EstablishQuorum, "meeting")]
Opening = Annotated[
    open_vote.OpenVote,
    asked(
        open_vote.OpenVote,
        "meeting",
        example={"question": examples.QUESTION, "item": examples.ITEM, "motion": "Утвердить программу."},
    ),
]
Voting = Annotated[
    cast_ballot.CastBallot, asked(cast_ballot.CastBallot, "meeting", "question", example={"choice": "for"})
]
ClosingVote = Annotated[close_vote.CloseVote, asked(close_vote.CloseVote, "meeting", "question")]
Closing = Annotated[close_meeting.CloseMeeting, asked(close_meeting.CloseMeeting, "meeting")]


SHOWN = MeetingView(
    meeting=examples.MEETING,
    position=120_458,
    council=examples.COUNCIL,
    number="4",
    on=date(2026, 12, 22),
    is_over=False,
    version=19,
    agenda=(ItemView(examples.ITEM, "Об утверждении программы"),),
    attendance=(AttendanceView(examples.CHAIR, Presence.ARRIVED, None, datetime(2026, 12, 22, 7, 0, tzinfo=UTC)),),
    present=(examples.CHAIR,),
    presiding=examples.CHAIR,
    quorums=(),
    questions=(),
)


@router.get("", **viewing(MeetingView, SHOWN))
def read(
    meeting: Id, request: Request, house: HouseDep, caller: VisitorDep, books: BooksDep, as_of: AsOf = None
) -> Response:
    """Показать заседание: сейчас или каким оно было на указанный момент."""
    council_id = known_meeting(house.present.of(MEETING, meeting).state, meeting).council
    council = see_council(house, caller, council_id)
    if as_of is None:
        with books.opened(COUNCIL_DECISIONS) as connection:
            shown = read_meeting(connection, books.schema, meeting)
    else:
        position = point_of(house.history, as_of, council.zone, caller.at).position
        shown = MeetingsAsOf(house.history, CATALOGUE).meeting(meeting, position)
    if shown is None:
        raise MeetingUnknown(meeting=meeting)
    return view(request, shown)


@router.post("/arrivals", **WRITE)
def arrive(command: Arriving, counter: CounterDep) -> Response:
    """Отметить прибывших."""
    return counter.take(register_arrival.handle, command)


@router.post("/departures", **WRITE)
def leave(command: Leaving, counter: CounterDep) -> Response:
    """Отметить убывшего."""
    return counter.take(register_departure.handle, command)


@router.post("/absences", **WRITE)
def miss(command: Missing, counter: CounterDep) -> Response:
    """Отметить отсутствие."""
    return counter.take(note_absence.handle, command)


@router.post("/presidencies", **WRITE)
def preside(command: Presiding, counter: CounterDep) -> Response:
    """Принять ведение заседания."""
    return counter.take(take_chair.handle, command)


@router.post("/quorum-checks", **WRITE)
def count(command: Counting, counter: CounterDep) -> Response:
    """Проверить и записать кворум."""
    return counter.take(establish_quorum.handle, command)


@router.post("/votes", **WRITE)
def open_question(command: Opening, counter: CounterDep) -> Response:
    """Поставить вопрос на открытое голосование."""
    return counter.take(open_vote.handle, command)


@router.post("/votes/{question}/ballots", **WRITE)
def vote(command: Voting, counter: CounterDep) -> Response:
    """Подать свой голос."""
    return counter.take(cast_ballot.handle, command)


@router.post("/votes/{question}/closings", **WRITE)
def close_question(command: ClosingVote, counter: CounterDep) -> Response:
    """Закрыть голосование: подсчёт и решение."""
    return counter.take(close_vote.handle, command)


@router.post("/closings", **WRITE)
def close(command: Closing, counter: CounterDep) -> Response:
    """Закрыть заседание."""
    return counter.take(close_meeting.handle, command)
