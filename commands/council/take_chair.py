"""Take the chair of a meeting («принять ведение заседания»)."""

from aggregates.council.meeting.decisions import take_chair
from aggregates.council.meeting.state import MEETING
from aggregates.rights import Permission
from commands.command import Command, Id
from commands.council import sitting
from commands.work import Work


class TakeChair(Command):
    """Preside from now on, oneself («принять ведение заседания», KES-014)."""

    meeting: Id


def handle(command: TakeChair, work: Work) -> None:
    """Recall, decide, record."""
    now = sitting.recall(work, command.meeting, Permission.PRESIDE)
    work.record(MEETING, command.meeting, take_chair(now.meeting, now.membership, stamp=now.stamp), now.stamp)
