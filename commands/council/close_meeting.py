"""Close a meeting («закрыть заседание»)."""

from aggregates.council.meeting.decisions import close
from aggregates.council.meeting.state import MEETING
from aggregates.rights import Permission
from commands.command import Command, Id
from commands.council import sitting
from commands.work import Work


class CloseMeeting(Command):
    """End the meeting («закрыть заседание», KES-040)."""

    meeting: Id


def handle(command: CloseMeeting, work: Work) -> None:
    """Recall, decide, record."""
    now = sitting.recall(work, command.meeting, Permission.CONDUCT_VOTE)
    work.record(MEETING, command.meeting, close(now.meeting, now.membership, stamp=now.stamp), now.stamp)
