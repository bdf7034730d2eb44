"""Refusals of a person's card («отказы: карточка человека»)."""

from ledger.refusal import Refusal


class PersonUnknown(Refusal):
    """Nobody registered this person («карточка не заведена»)."""

    code = "person.unknown"
    requirement = "XCT-009"
    message = "Карточка не заведена: {person}. Личные данные хранятся только при карточке."


class AlreadyRegistered(Refusal):
    """The person has a card («карточка уже заведена»)."""

    code = "person.already-registered"
    requirement = "XCT-003"
    message = "Карточка уже заведена: {person}."


class PersonRepeated(Refusal):
    """Somebody stands in the list twice («лицо указано дважды»)."""

    code = "person.repeated"
    requirement = "XCT-003"
    message = "Одно лицо указано в списке дважды: {person}."


class DataDestroyed(Refusal):
    """This category was destroyed; only a correction of the card opens it again («персональные данные уничтожены»)."""

    code = "person.data-destroyed"
    requirement = "SYS-062"
    message = "Персональные данные уничтожены ({category}): {person}. Новые не принимаются."


class NothingToDestroy(Refusal):
    """The ledger holds no such data of this person («уничтожать нечего»)."""

    code = "person.nothing-to-destroy"
    requirement = "SYS-062"
    message = "Таких персональных данных в журнале нет ({category}): {person}."


class OrderDatedAhead(Refusal):
    """An order of a day to come has not been signed («приказ датирован будущим днём»)."""

    code = "person.order-dated-ahead"
    requirement = "SYS-062"
    message = "Приказ № {number} датирован {on}, а сегодня {today}: уничтожать можно по подписанному приказу."
