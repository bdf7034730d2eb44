"""A meeting as of («заседание по состоянию на»): as it stood at a position, read from its own stream."""

from ledger.catalogue import Catalogue
from ledger.history import History
from projections.act import Reader
from projections.council.decisions import ATTENDANCE, BALLOT, COUNCIL_DECISIONS, ITEM, MEETING, QUESTION, QUORUM
from projections.council.meeting_view import (
    AttendanceRow,
    BallotRow,
    ItemRow,
    MeetingRow,
    MeetingRows,
    MeetingView,
    QuestionRow,
    QuorumRow,
    meeting_view,
)
from replay.rows import rows_of


class MeetingsAsOf:
    """Council meetings of one tenant as they stood."""

    def __init__(self, history: History, catalogue: Catalogue) -> None:
        self._history = history
        self._reader = Reader(catalogue, COUNCIL_DECISIONS.events)

    def meeting(self, meeting: str, position: int) -> MeetingView | None:
        """Return the meeting as it stood at *position*, None if it was not convened by then."""
        changes = COUNCIL_DECISIONS.changes()
        COUNCIL_DECISIONS.fold(self._reader.read(self._history.entries(f"meeting-{meeting}", up_to=position)), changes)
        rows = MeetingRows(
            rows_of(changes, MEETING, MeetingRow._make),
            rows_of(changes, ITEM, ItemRow._make),
            rows_of(changes, ATTENDANCE, AttendanceRow._make),
            rows_of(changes, QUORUM, QuorumRow._make),
            rows_of(changes, QUESTION, QuestionRow._make),
            rows_of(changes, BALLOT, BallotRow._make),
        )
        return meeting_view(position, rows)
