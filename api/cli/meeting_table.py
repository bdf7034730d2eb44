"""A council meeting on the terminal («заседание в терминале»)."""

from collections.abc import Iterator, Mapping

from rich.table import Table

from aggregates.council.meeting.events import Choice
from api.cli.output import table
from projections.council.decisions import Presence
from projections.council.meeting_view import MeetingView, QuestionView

_CHOICES = {Choice.FOR: "за", Choice.AGAINST: "против", Choice.ABSTAINED: "воздержался", None: "не голосовал"}
_PRESENCE = {
    Presence.ARRIVED: "прибыл",
    Presence.LEFT: "убыл",
    Presence.ABSENT: "отсутствует",
    Presence.PRESIDES: "председательствует",
}


def members_of(view: MeetingView) -> set[str]:
    """Return everybody whose name the meeting shows."""
    voters = {ballot.member for question in view.questions for ballot in question.ballots}
    return voters | {line.member for line in view.attendance}


def meeting_tables(view: MeetingView, names: Mapping[str, str]) -> Iterator[Table | str]:
    """Yield what to print one under another: title, attendance, quorum, questions."""
    over = "закрыто" if view.is_over else "идёт"
    yield f"Заседание № {view.number} от {view.on:%d.%m.%Y} ({over}) · позиция {view.position}"
    if view.attendance:
        rows = (
            (f"{line.recorded_at:%H:%M:%S}", names[line.member], _PRESENCE[line.presence], line.excuse or "")
            for line in view.attendance
        )
        yield table(("Время (UTC)", "Участник", "Явка", "Причина"), rows)
    for quorum in view.quorums:
        verdict = "кворум имеется" if quorum.reached else "кворума нет"
        yield f"Присутствуют {quorum.present} из {quorum.total}, нужно {quorum.needed}: {verdict}"
    for question in view.questions:
        yield f"Вопрос: {question.motion}"
        yield table(
            ("Участник", "Голос", "Мнение"),
            ((names[ballot.member], _CHOICES[ballot.choice], ballot.reason or "") for ballot in question.ballots),
        )
        yield _outcome(question)


def _outcome(question: QuestionView) -> str:
    decision = question.decision
    if decision is None:
        return "Голосование не закрыто."
    tally = decision.tally
    verdict = "решение принято" if decision.adopted else "решение не принято"
    casting = ", решающий голос председательствующего" if decision.casting_vote else ""
    return (
        f"Участвовали {tally.participants}: за {tally.in_favour}, против {tally.against}, "
        f"воздержались {tally.abstained} – {verdict}{casting}"
    )
