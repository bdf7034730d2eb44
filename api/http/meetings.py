"""Meetings of a council over HTTP («заседания»)."""

from typing import Annotated

from api.http import examples
from api.http.asking import asked
from api.http.dependencies import Answer, CounterDep
from api.http.documentation import WRITE
from api.http.json_route import room
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


@router.post("/arrivals", **WRITE)
def arrive(command: Arriving, counter: CounterDep) -> Answer:
    """Отметить прибывших."""
    return counter.take(register_arrival.handle, command)


@router.post("/departures", **WRITE)
def leave(command: Leaving, counter: CounterDep) -> Answer:
    """Отметить убывшего."""
    return counter.take(register_departure.handle, command)


@router.post("/absences", **WRITE)
def miss(command: Missing, counter: CounterDep) -> Answer:
    """Отметить отсутствие."""
    return counter.take(note_absence.handle, command)


@router.post("/presidencies", **WRITE)
def preside(command: Presiding, counter: CounterDep) -> Answer:
    """Принять ведение заседания."""
    return counter.take(take_chair.handle, command)


@router.post("/quorum-checks", **WRITE)
def count(command: Counting, counter: CounterDep) -> Answer:
    """Проверить и записать кворум."""
    return counter.take(establish_quorum.handle, command)


@router.post("/votes", **WRITE)
def open_question(command: Opening, counter: CounterDep) -> Answer:
    """Поставить вопрос на открытое голосование."""
    return counter.take(open_vote.handle, command)


@router.post("/votes/{question}/ballots", **WRITE)
def vote(command: Voting, counter: CounterDep) -> Answer:
    """Подать свой голос."""
    return counter.take(cast_ballot.handle, command)


@router.post("/votes/{question}/closings", **WRITE)
def close_question(command: ClosingVote, counter: CounterDep) -> Answer:
    """Закрыть голосование: подсчёт и решение."""
    return counter.take(close_vote.handle, command)


@router.post("/closings", **WRITE)
def close(command: Closing, counter: CounterDep) -> Answer:
    """Закрыть заседание."""
    return counter.take(close_meeting.handle, command)
