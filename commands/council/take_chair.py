"""Take the chair of a meeting («принять ведение заседания»)."""

from aggregates.council.meeting.decisions import take_chair
from aggregates.council.meeting.state import MEETING
from aggregates.rights import Permission
from commands.council.sitting import SittingCommand, recall_sitting
from commands.work import Work


class TakeChair(SittingCommand):
    """Preside from now on, oneself («принять ведение заседания», KES-014)."""


def handle(command: TakeChair, work: Work) -> None:
    """Recall, decide, record."""
    now = recall_sitting(work, command.meeting, Permission.PRESIDE)
    work.record(MEETING, command.meeting, take_chair(now.meeting, now.membership, stamp=now.stamp), now.stamp)
