"""Convene a meeting («созвать заседание»)."""

from typing import Annotated

from pydantic import Field

from aggregates.council.meeting import events
from aggregates.council.meeting.decisions import convene
from aggregates.council.meeting.state import MEETING
from aggregates.rights import Permission
from commands.command import Command, Date, Id, Line, Part
from commands.council.sitting import recall_council, stamp_for
from commands.work import Work

NUMBER = "meeting-number"
"""What a council's meetings may not share: the kind of claim."""


class AgendaItem(Part):
    """One item of the agenda («вопрос повестки»)."""

    item: Id
    title: Line


class ConveneMeeting(Command):
    """Call a meeting on a day, with its number and agenda («созвать заседание», KES-040)."""

    meeting: Id
    council: Id
    number: Annotated[Line, Field(max_length=40)]
    on: Date
    agenda: Annotated[tuple[AgendaItem, ...], Field(min_length=1, max_length=60)]


def handle(command: ConveneMeeting, work: Work) -> None:
    """Recall, decide, record; the number is the meeting's own among all of the council's."""
    council = recall_council(work, command.council)
    stamp = stamp_for(work, Permission.CONVENE_MEETING, council, command.council)
    agenda = tuple(events.AgendaItem(item.item, item.title) for item in command.agenda)
    convened = events.MeetingConvened(command.council, command.number, command.on, agenda)
    decided = convene(work.recall(MEETING, command.meeting), convened, stamp=stamp)
    work.claim(NUMBER, f"{command.council}/{command.number}", command.meeting)
    work.record(MEETING, command.meeting, decided, stamp)
