"""What a meeting looks like («вид заседания»), the same from the book kept ready and from the ledger itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from aggregates.council.meeting.events import Choice, Excuse, Tally
from projections.council.decisions import Presence


class MeetingRow(NamedTuple):
    """A row of the book's table `meeting`."""

    meeting: str
    council: str
    number: str
    held_on: date
    is_over: bool
    version: int


class ItemRow(NamedTuple):
    """A row of the book's table `item`."""

    meeting: str
    item: str
    place: int
    title: str


class AttendanceRow(NamedTuple):
    """A row of the book's table `attendance`."""

    meeting: str
    version: int
    member: str
    presence: str
    excuse: str | None
    recorded_at: datetime


class QuorumRow(NamedTuple):
    """A row of the book's table `quorum`."""

    meeting: str
    version: int
    reached: bool
    composition: int
    total: int
    present: int
    needed: int
    recorded_at: datetime


class QuestionRow(NamedTuple):
    """A row of the book's table `question`; what a closed vote establishes is None before."""

    meeting: str
    question: str
    version: int
    item: str
    motion: str
    presiding: str
    composition: int
    total: int
    present: int
    needed: int
    opened_at: datetime
    participants: int | None
    in_favour: int | None
    against: int | None
    abstained: int | None
    adopted: bool | None
    casting_vote: str | None
    rule: str | None
    decided_at: datetime | None
    position: int | None


class BallotRow(NamedTuple):
    """A row of the book's table `ballot`: everybody entitled has one, empty until the ballot is cast."""

    meeting: str
    question: str
    member: str
    choice: str | None
    reason: str | None
    cast_at: datetime | None


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of the agenda («вопрос повестки»)."""

    item: str
    title: str


@dataclass(frozen=True, slots=True)
class AttendanceView:
    """A line of the attendance list («строка явочного листа»): who arrived, left, was absent or took the chair."""

    member: str
    presence: Presence
    excuse: Excuse | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class QuorumView:
    """The quorum as it was established («проверка кворума»), by which composition."""

    reached: bool
    composition: int
    total: int
    present: int
    needed: int
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class BallotView:
    """The ballot of a member who is entitled to one («голос»); `choice` is None until it is cast."""

    member: str
    choice: Choice | None
    reason: str | None
    cast_at: datetime | None


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What a closed vote established («решение»): by which rule, and whose vote broke the tie if one did."""

    tally: Tally
    adopted: bool
    casting_vote: str | None
    rule: str
    decided_at: datetime
    position: int


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question put to the vote («вопрос, поставленный на голосование»), with the quorum it was opened by."""

    question: str
    item: str
    motion: str
    presiding: str
    composition: int
    total: int
    present: int
    needed: int
    opened_at: datetime
    ballots: tuple[BallotView, ...]
    decision: DecisionView | None


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting as it stood at `position`: lists in the order of the meeting, people by their ids."""

    meeting: str
    position: int
    council: str
    number: str
    on: date
    is_over: bool
    version: int
    agenda: tuple[ItemView, ...]
    attendance: tuple[AttendanceView, ...]
    present: tuple[str, ...]
    presiding: str | None
    quorums: tuple[QuorumView, ...]
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, slots=True)
class MeetingRows:
    """The rows that a meeting is made of, in any order."""

    meetings: Sequence[MeetingRow]
    items: Sequence[ItemRow]
    attendance: Sequence[AttendanceRow]
    quorums: Sequence[QuorumRow]
    questions: Sequence[QuestionRow]
    ballots: Sequence[BallotRow]


def meeting_view(position: int, rows: MeetingRows) -> MeetingView | None:
    """Return the meeting that *rows* make, None if there is none."""
    row = next(iter(rows.meetings), None)
    if row is None:
        return None
    attendance = tuple(map(_attendance_view, sorted(rows.attendance, key=lambda line: line.version)))
    return MeetingView(
        meeting=row.meeting,
        position=position,
        council=row.council,
        number=row.number,
        on=row.held_on,
        is_over=row.is_over,
        version=row.version,
        agenda=tuple(ItemView(one.item, one.title) for one in sorted(rows.items, key=lambda one: one.place)),
        attendance=attendance,
        present=tuple(sorted(_present(attendance))),
        presiding=_presiding(attendance),
        quorums=tuple(QuorumView(*one[2:]) for one in sorted(rows.quorums, key=lambda one: one.version)),
        questions=tuple(
            question_view(one, rows.ballots) for one in sorted(rows.questions, key=lambda one: one.version)
        ),
    )


def question_view(row: QuestionRow, ballots: Iterable[BallotRow]) -> QuestionView:
    """Return one question with the ballots among *ballots* that are on it."""
    on_it = sorted((one for one in ballots if one.question == row.question), key=lambda one: one.member)
    return QuestionView(
        question=row.question,
        item=row.item,
        motion=row.motion,
        presiding=row.presiding,
        composition=row.composition,
        total=row.total,
        present=row.present,
        needed=row.needed,
        opened_at=row.opened_at,
        ballots=tuple(
            BallotView(one.member, None if one.choice is None else Choice(one.choice), one.reason, one.cast_at)
            for one in on_it
        ),
        decision=decision_view(row),
    )


def decision_view(row: QuestionRow) -> DecisionView | None:
    """Return what was decided on a question, None while it is open."""
    match row:
        case QuestionRow(
            participants=int(participants),
            in_favour=int(in_favour),
            against=int(against),
            abstained=int(abstained),
            adopted=bool(adopted),
            rule=str(rule),
            decided_at=datetime() as decided_at,
            position=int(position),
        ):
            tally = Tally(participants, in_favour, against, abstained)
            return DecisionView(tally, adopted, row.casting_vote, rule, decided_at, position)
        case _:
            return None


def _attendance_view(row: AttendanceRow) -> AttendanceView:
    excuse = None if row.excuse is None else Excuse(row.excuse)
    return AttendanceView(row.member, Presence(row.presence), excuse, row.recorded_at)


def _present(attendance: Iterable[AttendanceView]) -> set[str]:
    present: set[str] = set()
    for line in attendance:
        if line.presence is Presence.ARRIVED:
            present.add(line.member)
        elif line.presence is Presence.LEFT:
            present.discard(line.member)
    return present


def _presiding(attendance: Iterable[AttendanceView]) -> str | None:
    presiding = None
    for line in attendance:
        if line.presence is Presence.PRESIDES:
            presiding = line.member
        elif line.presence is Presence.LEFT and line.member == presiding:
            presiding = None
    return presiding
