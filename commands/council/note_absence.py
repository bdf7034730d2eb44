"""Note an absence from a meeting («отметить отсутствие»)."""

from aggregates.council.meeting.decisions import note_absence
from aggregates.council.meeting.events import Excuse
from aggregates.council.meeting.state import MEETING
from aggregates.rights import Permission
from commands.command import Command, Id
from commands.council import sitting
from commands.work import Work


class NoteAbsence(Command):
    """Put a member's absence on record («отметить отсутствие», KES-014)."""

    meeting: Id
    member: Id
    excuse: Excuse


def handle(command: NoteAbsence, work: Work) -> None:
    """Recall, decide, record."""
    now = sitting.recall(work, command.meeting, Permission.RECORD_MEETING_ATTENDANCE)
    decided = note_absence(now.meeting, now.membership, command.member, command.excuse)
    work.record(MEETING, command.meeting, decided, now.stamp)
