"""Refusals of the council («отказы: состав совета»)."""

from ledger.refusal import Refusal


class CouncilUnknown(Refusal):
    """Nobody established this council («совет не создан»)."""

    code = "council.unknown"
    requirement = "KES-003"
    message = "Такого совета нет: {council}."


class AlreadyEstablished(Refusal):
    """The council exists («совет уже создан»)."""

    code = "council.already-established"
    requirement = "KES-003"
    message = "Этот совет уже создан: «{title}»."


class OrderDatedAhead(Refusal):
    """An order of a day to come has not been signed («приказ датирован будущим днём»)."""

    code = "council.order-dated-ahead"
    requirement = "KES-010"
    message = "Приказ № {number} датирован {on}, а сегодня {today}: состав утверждает подписанный приказ."


class OfficeNotSingle(Refusal):
    """One chair, one deputy chair and one secretary, neither more nor fewer («должность занята не одним лицом»)."""

    code = "council.office-not-single"
    requirement = "KES-012"
    message = "В составе должен быть ровно один {title}, указано: {count}."


class PersonRepeated(Refusal):
    """Somebody stands in the composition twice («лицо указано дважды»)."""

    code = "council.person-repeated"
    requirement = "KES-013"
    message = "Одно лицо указано в составе дважды: {person}."


class CompositionMissing(Refusal):
    """No order has approved a composition yet («состав не утверждён»)."""

    code = "council.composition-missing"
    requirement = "KES-010"
    message = "Состав совета ещё не утверждён приказом."
