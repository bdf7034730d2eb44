"""Establish whether a meeting is competent («проверить кворум»)."""

from aggregates.council.meeting.decisions import establish_quorum
from aggregates.council.meeting.state import MEETING
from aggregates.rights import Permission
from commands.council.sitting import SittingCommand, recall_sitting
from commands.work import Work


class EstablishQuorum(SittingCommand):
    """Put on record whether there is a quorum («проверить кворум», KES-033, KES-034)."""


def handle(command: EstablishQuorum, work: Work) -> None:
    """Recall, decide, record."""
    now = recall_sitting(work, command.meeting, Permission.RECORD_MEETING_ATTENDANCE)
    work.record(MEETING, command.meeting, establish_quorum(now.meeting, now.membership), now.stamp)
