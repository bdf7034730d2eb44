"""Councils over HTTP («экспертные советы»)."""

from typing import Annotated

from api.http import examples
from api.http.asking import asked
from api.http.dependencies import Answer, CounterDep
from api.http.documentation import WRITE
from api.http.json_route import room
from commands.council import approve_composition, convene_meeting, establish_council

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


@router.post("", **WRITE)
def establish(command: Establishing, counter: CounterDep) -> Answer:
    """Создать совет приказом."""
    return counter.take(establish_council.handle, command)


@router.post("/{council}/compositions", **WRITE)
def compose(command: Composing, counter: CounterDep) -> Answer:
    """Утвердить состав приказом."""
    return counter.take(approve_composition.handle, command)


@router.post("/{council}/meetings", **WRITE)
def convene(command: Convening, counter: CounterDep) -> Answer:
    """Созвать заседание."""
    return counter.take(convene_meeting.handle, command)
