"""Close a vote («закрыть голосование»)."""

from aggregates.council.meeting.state import MEETING
from aggregates.council.meeting.voting import close_vote
from aggregates.rights import Permission
from commands.command import Id
from commands.council.sitting import SittingCommand, recall_sitting
from commands.work import Work


class CloseVote(SittingCommand):
    """End a vote, count it and record the decision («закрыть голосование», KES-035, KES-036)."""

    question: Id


def handle(command: CloseVote, work: Work) -> None:
    """Recall, decide, record."""
    now = recall_sitting(work, command.meeting, Permission.CONDUCT_VOTE)
    decided = close_vote(now.meeting, now.membership, question=command.question, stamp=now.stamp)
    work.record(MEETING, command.meeting, decided, now.stamp)
