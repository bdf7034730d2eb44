"""Note an absence from a meeting («отметить отсутствие»)."""

from aggregates.council.meeting.decisions import note_absence
from aggregates.council.meeting.events import Excuse
from aggregates.council.meeting.state import MEETING
from aggregates.rights import Permission
from commands.command import Id
from commands.council.sitting import SittingCommand, recall_sitting
from commands.work import Work


class NoteAbsence(SittingCommand):
    """Put a member's absence on record («отметить отсутствие», KES-014)."""

    member: Id
    excuse: Excuse


def handle(command: NoteAbsence, work: Work) -> None:
    """Recall, decide, record."""
    now = recall_sitting(work, command.meeting, Permission.RECORD_MEETING_ATTENDANCE)
    decided = note_absence(now.meeting, now.membership, command.member, command.excuse)
    work.record(MEETING, command.meeting, decided, now.stamp)
