"""Open a vote («открыть голосование»)."""

from aggregates.council.meeting.state import MEETING
from aggregates.council.meeting.voting import open_vote
from aggregates.rights import Permission
from commands.command import Id, Text
from commands.council.sitting import SittingCommand, recall_sitting
from commands.work import Work


class OpenVote(SittingCommand):
    """Put a question of the agenda to an open vote («открыть голосование», KES-034, KES-037)."""

    question: Id
    item: Id
    motion: Text


def handle(command: OpenVote, work: Work) -> None:
    """Recall, decide, record."""
    now = recall_sitting(work, command.meeting, Permission.CONDUCT_VOTE)
    decided = open_vote(
        now.meeting,
        now.membership,
        question=command.question,
        item=command.item,
        motion=command.motion,
        stamp=now.stamp,
    )
    work.record(MEETING, command.meeting, decided, now.stamp)
