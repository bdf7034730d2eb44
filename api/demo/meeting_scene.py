"""Scene three («заседание совета»): sixteen of twenty-four cannot vote, seventeen can."""

from collections.abc import Iterator, Mapping

from aggregates.council.meeting.events import Choice
from api.demo.council import Agenda
from api.demo.stage import Part, Stage
from projections.council.meeting_query import read_meeting, read_meetings
from projections.council.meeting_view import QuestionView

_PRESENT = 16
_AGAINST, _ABSTAINED = {3, 11}, {7, 9, 14}
_WORDS = {Choice.FOR: "за", Choice.AGAINST: "против", Choice.ABSTAINED: "воздержались"}


def hold_meeting(stage: Stage) -> Iterator[Part]:
    """Hold a meeting of the council today."""
    council, new_id = stage.world.council, stage.house.entropy.identifier
    number = str(len(read_meetings(stage.connection, stage.schema, council.id)) + 1)
    title, motion = "О сертификации программы", "Выдать сертификат программе «Электронный журнал в работе учителя»"
    agenda = Agenda(new_id(), new_id(), new_id(), title, motion)
    stage.perform(council.convene(agenda, number, stage.council_day()))
    early, late = council.persons[:_PRESENT], council.persons[_PRESENT]
    stage.perform(council.arrive(agenda, early))
    stage.perform(council.take_chair(agenda, council.chair))
    names = stage.reading.names(council.persons)
    yield f"Заседание № {number}. Вопрос: {motion}."
    yield f"Пришли {_PRESENT} из {len(council.persons)}; председатель – {names[council.chair]}"
    refusal = stage.refused(council.open_vote(agenda))
    yield f"  Отказ {refusal.code} ({refusal.requirement}): {refusal}"
    stage.perform(council.arrive(agenda, [late]))
    yield f"Пришла ещё одна участница, {names[late]}: присутствуют {_PRESENT + 1}, голосование открыто."
    stage.perform(council.open_vote(agenda))
    for deed in council.vote(agenda, [(person, _choice(place)) for place, person in enumerate((*early, late))]):
        stage.perform(deed)
    view = read_meeting(stage.connection, stage.schema, agenda.meeting)
    assert view is not None
    yield from _outcome(view.questions[0], names)
    decision = view.questions[0].decision
    assert decision is not None
    stage.told["meeting"] = {
        "meeting": agenda.meeting,
        "number": number,
        "refused_at": _PRESENT,
        "refused": refusal.code,
        "present": _PRESENT + 1,
        "adopted": decision.adopted,
        "position": decision.position,
    }


def _choice(place: int) -> Choice:
    if place in _AGAINST:
        return Choice.AGAINST
    return Choice.ABSTAINED if place in _ABSTAINED else Choice.FOR


def _outcome(question: QuestionView, names: Mapping[str, str]) -> Iterator[Part]:
    for choice, word in _WORDS.items():
        voters = [names[ballot.member] for ballot in question.ballots if ballot.choice is choice]
        yield f"  {word} ({len(voters)}): {', '.join(sorted(voters))}"
    decision = question.decision
    assert decision is not None
    verdict = "принято" if decision.adopted else "не принято"
    yield f"  Решение {verdict} большинством участвовавших ({decision.rule}), позиция {decision.position}."
