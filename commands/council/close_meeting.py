"""Close a meeting («закрыть заседание»)."""

from aggregates.council.meeting.decisions import close
from aggregates.council.meeting.state import MEETING
from aggregates.rights import Permission
from commands.council.sitting import SittingCommand, recall_sitting
from commands.work import Work


class CloseMeeting(SittingCommand):
    """End the meeting («закрыть заседание», KES-040)."""


def handle(command: CloseMeeting, work: Work) -> None:
    """Recall, decide, record."""
    now = recall_sitting(work, command.meeting, Permission.CONDUCT_VOTE)
    work.record(MEETING, command.meeting, close(now.meeting, now.membership, stamp=now.stamp), now.stamp)
