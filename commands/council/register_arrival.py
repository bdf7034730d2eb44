"""Register arrivals at a meeting («отметить прибытие»)."""

from typing import Annotated

from pydantic import Field

from aggregates.council.meeting.decisions import arrive
from aggregates.council.meeting.state import MEETING
from aggregates.rights import Permission
from commands.command import Id
from commands.council.sitting import SEATS_MAX, SittingCommand, recall_sitting
from commands.work import Work


class RegisterArrival(SittingCommand):
    """Note that members take part from now on («отметить прибытие», KES-033)."""

    members: Annotated[tuple[Id, ...], Field(min_length=1, max_length=SEATS_MAX)]


def handle(command: RegisterArrival, work: Work) -> None:
    """Recall, decide, record."""
    now = recall_sitting(work, command.meeting, Permission.RECORD_MEETING_ATTENDANCE)
    decided = arrive(now.meeting, now.membership, command.members, stamp=now.stamp)
    work.record(MEETING, command.meeting, decided, now.stamp)
