"""Close a vote («закрыть голосование»)."""

from aggregates.council.meeting.state import MEETING
from aggregates.council.meeting.voting import close_vote
from aggregates.rights import Permission
from commands.command import Command, Id
from commands.council import sitting
from commands.work import Work


class CloseVote(Command):
    """End a vote, count it and record the decision («закрыть голосование», KES-035, KES-036)."""

    meeting: Id
    question: Id


def handle(command: CloseVote, work: Work) -> None:
    """Recall, decide, record."""
    now = sitting.recall(work, command.meeting, Permission.CONDUCT_VOTE)
    decided = close_vote(now.meeting, now.membership, question=command.question, stamp=now.stamp)
    work.record(MEETING, command.meeting, decided, now.stamp)
