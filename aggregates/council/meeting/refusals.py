"""Refusals of a meeting («отказы: заседание совета»)."""

from ledger.refusal import Refusal


class MeetingUnknown(Refusal):
    """Nobody convened this meeting («заседание не созвано»)."""

    code = "meeting.unknown"
    requirement = "KES-040"
    message = "Такого заседания нет: {meeting}."


class AlreadyConvened(Refusal):
    """The meeting was convened before («заседание уже созвано»)."""

    code = "meeting.already-convened"
    requirement = "KES-040"
    message = "Это заседание уже созвано: № {number} на {on}."


class DayPassed(Refusal):
    """Nobody is called to a day that is over («день заседания прошёл»)."""

    code = "meeting.day-passed"
    requirement = "KES-040"
    message = "Нельзя созвать заседание на {on}: сегодня {today}."


class NotBegun(Refusal):
    """The day of the meeting has not come («заседание не началось»)."""

    code = "meeting.not-begun"
    requirement = "KES-040"
    message = "Заседание назначено на {on}, а сегодня {today}."


class MeetingOver(Refusal):
    """The meeting is closed («заседание закрыто»)."""

    code = "meeting.closed"
    requirement = "KES-040"
    message = "Заседание № {number} закрыто."


class ItemRepeated(Refusal):
    """An item stands on the agenda twice («вопрос повестки указан дважды»)."""

    code = "meeting.item-repeated"
    requirement = "KES-040"
    message = "Вопрос повестки указан дважды: {item}."


class NotMember(Refusal):
    """The person is not in the composition («не член совета»)."""

    code = "meeting.not-member"
    requirement = "KES-010"
    message = "Это лицо не входит в состав совета: {person}."


class AlreadyPresent(Refusal):
    """The member has arrived («член совета уже присутствует»)."""

    code = "meeting.already-present"
    requirement = "KES-033"
    message = "Член совета уже отмечен присутствующим: {member}."


class NotPresent(Refusal):
    """The member is not at the meeting («член совета не присутствует»)."""

    code = "meeting.not-present"
    requirement = "KES-033"
    message = "Член совета не присутствует на заседании: {member}."


class PresentNotAbsent(Refusal):
    """Who is present is not absent («член совета присутствует»)."""

    code = "meeting.present-not-absent"
    requirement = "KES-014"
    message = "Член совета присутствует, отсутствие отметить нельзя: {member}."


class AbsenceAlreadyNoted(Refusal):
    """The absence stands in the record («отсутствие уже отмечено»)."""

    code = "meeting.absence-already-noted"
    requirement = "KES-014"
    message = "Отсутствие члена совета уже отмечено: {member}."


class MayNotPreside(Refusal):
    """Only the chair and the deputy chair preside («вести заседание не вправе»)."""

    code = "meeting.may-not-preside"
    requirement = "KES-014"
    message = "Заседание ведёт председатель, в его отсутствие — заместитель председателя."


class ChairNotAbsent(Refusal):
    """The chair's absence is not on record: the deputy cannot preside («отсутствие председателя не отмечено»)."""

    code = "meeting.chair-not-absent"
    requirement = "KES-014"
    message = "Заместитель ведёт заседание только при отмеченном отсутствии председателя."


class AlreadyPresides(Refusal):
    """The member is in the chair («уже ведёт заседание»)."""

    code = "meeting.already-presides"
    requirement = "KES-014"
    message = "Этот член совета уже ведёт заседание."


class NobodyPresides(Refusal):
    """There is nobody in the chair («председательствующего нет»)."""

    code = "meeting.nobody-presides"
    requirement = "KES-014"
    message = "Председательствующий не определён."


class NotConducting(Refusal):
    """Votes and the meeting are in the hands of whoever presides, and of the secretary («заседание ведёт другой»)."""

    code = "meeting.not-conducting"
    requirement = "KES-015"
    message = "Голосования и заседание открывает и закрывает председательствующий или ответственный секретарь."


class NoQuorum(Refusal):
    """Not more than two thirds are present («кворума нет»)."""

    code = "meeting.no-quorum"
    requirement = "KES-034"
    message = "Кворума нет: присутствуют {present} из {total}, нужно не менее {needed}, не хватает {missing}."


class ItemUnknown(Refusal):
    """The question is not on the agenda («вопроса нет в повестке»)."""

    code = "meeting.item-unknown"
    requirement = "KES-040"
    message = "Такого вопроса нет в повестке: {item}."


class QuestionRepeated(Refusal):
    """The question was put to the vote before («вопрос уже ставился»)."""

    code = "meeting.question-repeated"
    requirement = "KES-037"
    message = "Этот вопрос уже ставился на голосование: {question}."


class QuestionUnknown(Refusal):
    """The question was never put to the vote («вопрос не ставился»)."""

    code = "meeting.question-unknown"
    requirement = "KES-037"
    message = "Этот вопрос не ставился на голосование: {question}."


class VoteStillOpen(Refusal):
    """A vote is going on («голосование ещё идёт»)."""

    code = "meeting.vote-open"
    requirement = "KES-037"
    message = "Сначала закройте голосование по вопросу {question}."


class VoteOver(Refusal):
    """The vote is closed («голосование закрыто»)."""

    code = "meeting.vote-closed"
    requirement = "KES-037"
    message = "Голосование по этому вопросу закрыто: {question}."


class NotEntitled(Refusal):
    """The person was not there when the vote opened («не участвует в голосовании»)."""

    code = "meeting.not-entitled"
    requirement = "KES-037"
    message = "Голосуют члены совета, присутствовавшие при открытии голосования; вас среди них нет."


class AlreadyVoted(Refusal):
    """One ballot for each member and question, never changed («голос уже подан»)."""

    code = "meeting.already-voted"
    requirement = "KES-037"
    message = "Вы уже голосовали по этому вопросу ({choice}); поданный голос не меняется."
