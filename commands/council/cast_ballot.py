"""Cast a ballot («подать голос»)."""

from typing import ClassVar

from aggregates.council.meeting.events import Choice
from aggregates.council.meeting.state import MEETING
from aggregates.council.meeting.voting import cast
from aggregates.rights import Permission
from commands.command import Command, Id, Line
from commands.council import sitting
from commands.council.approve_composition import SEATS_MAX
from commands.work import Work


class CastBallot(Command):
    """Vote on the open question, oneself, once («подать голос», KES-037)."""

    attempts: ClassVar[int] = SEATS_MAX + 12
    """A ballot is decided again only because somebody else's act was recorded; others' ballots are at most so many."""

    meeting: Id
    question: Id
    choice: Choice
    reason: Line | None = None


def handle(command: CastBallot, work: Work) -> None:
    """Recall, decide, record."""
    now = sitting.recall(work, command.meeting, Permission.CAST_BALLOT)
    decided = cast(
        now.meeting, question=command.question, choice=command.choice, reason=command.reason, stamp=now.stamp
    )
    work.record(MEETING, command.meeting, decided, now.stamp)
