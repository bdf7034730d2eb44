"""Cast a ballot («подать голос»)."""

from aggregates.council.meeting.events import Choice
from aggregates.council.meeting.state import MEETING
from aggregates.council.meeting.voting import cast
from aggregates.rights import Permission
from commands.command import Id, Line
from commands.council.sitting import SittingCommand, recall_sitting
from commands.work import Work


class CastBallot(SittingCommand):
    """Vote on the open question, oneself, once («подать голос», KES-037)."""

    question: Id
    choice: Choice
    reason: Line | None = None


def handle(command: CastBallot, work: Work) -> None:
    """Recall, decide, record."""
    now = recall_sitting(work, command.meeting, Permission.CAST_BALLOT)
    decided = cast(
        now.meeting, question=command.question, choice=command.choice, reason=command.reason, stamp=now.stamp
    )
    work.record(MEETING, command.meeting, decided, now.stamp)
