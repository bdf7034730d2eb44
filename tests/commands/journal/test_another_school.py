"""Whoever holds every role at another school can do nothing at this one, not even under the name of its teachers."""

from dataclasses import replace
from datetime import date

from aggregates.rights import NotPermitted, Role
from commands.journal import (
    form_class,
    open_school_year,
    record_marks,
    refuse_permission,
    request_permission,
    schedule_lessons,
    state_absence_reason,
)
from commands.people import correct_name, destroy_personal_data, register_person
from commands.people.name import PersonName
from ledger.refusal import Refusal
from ledger.stamp import Grant
from tests.commands.journal.conftest import CERTIFICATE, ORDER
from tests.commands.test_commands import VERBS, own_commands

OCTOBER_1, OCTOBER_2 = date(2026, 10, 1), date(2026, 10, 2)
NAME = PersonName(family="Ёлкина", given="Мария")
GROUNDS = {
    correct_name: {"reason": "misentry"},
    destroy_personal_data: {"ground": "unlawful"},
    refuse_permission: {"ground": "no-document"},
}
ACTS = [module for module in VERBS if module.__package__ in {"commands.journal", "commands.people"}]


def fields(school, permission):
    """What the acts may ask for; each takes what its command has."""
    lesson, pupil = school.lessons["mathematics", OCTOBER_1], school.people["P1"]
    return {
        "applies_from": OCTOBER_2,
        "categories": ["identity"],
        "cells": [{"lesson": lesson, "column": 1}],
        "class_teacher": school.people["T-CB"],
        "column": 2,
        "documents": [CERTIFICATE],
        "entries": [{"pupil": pupil, "symbol": "4"}],
        "from_on": OCTOBER_2,
        "grade": 5,
        "ground": "illness",
        "homework": "Повторить",
        "institution": school.institution,
        "kind": "test",
        "label": "5В",
        "last_on": OCTOBER_2,
        "lesson": lesson,
        "lessons": [lesson],
        "name": NAME,
        "order": ORDER,
        "people": [{"person": school.new_id(), "name": NAME}],
        "permission": permission,
        "person": pupil,
        "pupil": pupil,
        "pupils": [pupil],
        "reason": "так надо",
        "regulation": school.opening().regulation,
        "school_class": school.class_5a,
        "school_year": school.year,
        "subgroup": school.new_id(),
        "subject": "english",
        "symbol": "Б",
        "teacher": school.people["T-Mu"],
        "topic": "Дроби",
        "zone": "Asia/Yekaterinburg",
    }


def asked(module, school, permission):
    """The command of a verb, about what there is at school К."""
    (command,) = own_commands(module)
    if module is open_school_year:
        return school.opening().model_copy(update={"school_year": school.new_id(), "title": "2027/2028"})
    given = {name: value for name, value in fields(school, permission).items() if name in command.model_fields}
    if module is schedule_lessons:
        given["lessons"] = [school.planned(date(2026, 10, 7))]
    given |= GROUNDS.get(module, {})
    if module is form_class:
        given["school_class"] = school.new_id()
    if module is request_permission:
        given["permission"] = school.new_id()
    if module in {record_marks, state_absence_reason}:
        del given["permission"]
        given.pop("reason", None)
    if module is register_person:
        given["person"] = school.new_id()
    return command.model_validate(given)


def refusal(school, module, command, caller):
    try:
        school.executor.perform(module.handle, command, caller)
    except Refusal as refused:
        return type(refused)
    return None


def test_nobody_acts_at_another_school(school, history):
    school.register("P1")
    permission = school.new_id()
    school.clock("2026-10-01 12:00")
    school.request(permission, "P1", OCTOBER_1)
    before = history.head()
    grants = tuple(Grant(role, school.new_id()) for role in Role)
    for name in ("T-M", "T-CT"):
        stranger = replace(school.caller(name), grants=grants)
        answers = {module: refusal(school, module, asked(module, school, permission), stranger) for module in ACTS}
        assert answers == dict.fromkeys(ACTS, NotPermitted)
    assert history.head() == before
