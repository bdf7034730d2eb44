"""Establish whether a meeting is competent («проверить кворум»)."""

from aggregates.council.meeting.decisions import establish_quorum
from aggregates.council.meeting.state import MEETING
from aggregates.rights import Permission
from commands.command import Command, Id
from commands.council import sitting
from commands.work import Work


class EstablishQuorum(Command):
    """Put on record whether there is a quorum («проверить кворум», KES-033, KES-034)."""

    meeting: Id


def handle(command: EstablishQuorum, work: Work) -> None:
    """Recall, decide, record."""
    now = sitting.recall(work, command.meeting, Permission.RECORD_MEETING_ATTENDANCE)
    work.record(MEETING, command.meeting, establish_quorum(now.meeting, now.membership), now.stamp)
