"""Attempt («отклонённая попытка»): a command that was refused, as the refusal log keeps it (XCT-020)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import msgspec

from aggregates.journal.symbols import SYMBOLS, Attendance
from commands.command import Command
from commands.council.cast_ballot import CastBallot
from commands.council.close_vote import CloseVote
from commands.council.open_vote import OpenVote
from commands.journal.record_marks import CellEntry, RecordMarks
from commands.journal.state_absence_reason import StateAbsenceReason
from ledger.refusal import Refusal
from ledger.stamp import Caller

KEPT = frozenset(
    {
        "lesson.edit-window-closed",
        "lesson.not-your-lesson",
        "lesson.removed",
        "lesson.too-far-ahead",
        "meeting.chair-not-absent",
        "meeting.may-not-preside",
        "meeting.no-quorum",
        "meeting.not-conducting",
        "meeting.not-entitled",
        "permission.cell-already-used",
        "permission.cell-not-covered",
        "permission.expired",
        "permission.not-granted",
        "rights.role-not-permitted",
        "year.archived",
    }
)
"""Codes of refusals by window, quorum or right. Others tell of a slip of the pen, and nobody will ask for them."""

_STREAMS = ("lesson", "meeting", "permission", "council", "school_class", "school_year", "person")
"""Fields that name what a command is about, the narrowest first."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tried what, and why it was refused; `details` are ids, dates and codes as JSON, never text of people."""

    at: datetime
    actor: str
    verb: str
    command: str
    code: str
    requirement: str
    touched: list[str]
    details: bytes


class RefusalLog(Protocol):
    """Where attempts are kept."""

    def keep(self, attempt: Attempt) -> bool:
        """Keep an attempt, unless this actor has had too many kept within a minute."""
        ...


def attempt_of(refusal: Refusal, command: Command, caller: Caller) -> Attempt | None:
    """Return what to keep of a refused command, None if nobody will ask for it."""
    if refusal.code not in KEPT:
        return None
    return Attempt(
        at=caller.at,
        actor=caller.actor,
        verb=type(command).__name__,
        command=caller.command,
        code=refusal.code,
        requirement=refusal.requirement,
        touched=touched(command),
        details=msgspec.json.encode(refusal.details, order="sorted"),
    )


def cell_touched(lesson: str, pupil: str, column: int | None) -> str:
    """Return the name of one cell in the log; no column is the attendance register."""
    return f"lesson-{lesson}/{pupil}/{'attendance' if column is None else column}"


def question_touched(meeting: str, question: str) -> str:
    """Return the name of one question of a meeting in the log."""
    return f"meeting-{meeting}/{question}"


def touched(command: Command) -> list[str]:
    """Return what a command is about: cells, a question, or the narrowest thing that it names."""
    match command:
        case RecordMarks():
            cells = (cell_touched(command.lesson, entry.pupil, _column(entry)) for entry in command.entries)
            return list(dict.fromkeys(cells))
        case StateAbsenceReason():
            return [cell_touched(lesson, command.pupil, None) for lesson in command.lessons]
        case OpenVote() | CloseVote() | CastBallot():
            return [question_touched(command.meeting, command.question)]
        case _:
            named = ((name, getattr(command, name, None)) for name in _STREAMS)
            return [f"{name}-{value}" for name, value in named if value][:1]


def _column(entry: CellEntry) -> int | None:
    return None if isinstance(SYMBOLS.get(entry.symbol or ""), Attendance) else entry.column
