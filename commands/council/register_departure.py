"""Register a departure from a meeting («отметить убытие»)."""

from aggregates.council.meeting.decisions import leave
from aggregates.council.meeting.state import MEETING
from aggregates.rights import Permission
from commands.command import Id
from commands.council.sitting import SittingCommand, recall_sitting
from commands.work import Work


class RegisterDeparture(SittingCommand):
    """Note that a member no longer takes part («отметить убытие», KES-034)."""

    member: Id


def handle(command: RegisterDeparture, work: Work) -> None:
    """Recall, decide, record."""
    now = recall_sitting(work, command.meeting, Permission.RECORD_MEETING_ATTENDANCE)
    work.record(MEETING, command.meeting, leave(now.meeting, command.member), now.stamp)
