"""Refusals of a journal page («отказы по странице журнала»)."""

from ledger.refusal import Refusal


class NumberTaken(Refusal):
    """Another lesson has this number that day («номер урока занят»)."""

    code = "page.number-taken"
    requirement = "JRN-031"
    message = "На странице уже есть урок № {number} {on:%d.%m.%Y}."
