"""A person's card: made once, corrected, its data destroyed by category, and its keys told by the events alone."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from aggregates.people.person.decisions import Name, commit_key, correct_name, destroy, register
from aggregates.people.person.events import (
    DestructionGround,
    KeyCommitted,
    KeyDestroyed,
    NameCorrected,
    NameReason,
    PersonRegistered,
)
from aggregates.people.person.refusals import (
    AlreadyRegistered,
    DataDestroyed,
    NothingToDestroy,
    OrderDatedAhead,
    PersonUnknown,
)
from aggregates.people.person.state import PERSON, Card, Person
from ledger.document import Document, Order
from ledger.sealing import Category, Sealed, clear
from ledger.stamp import Stamp
from tests.scenario import given

MASHA = "masha"
CARD = Card("school-1", "Asia/Yekaterinburg")
TODAY, TOMORROW = date(2026, 10, 1), date(2026, 10, 2)
BY_HEAD = Stamp("head", "head", datetime(2026, 10, 1, 9, tzinfo=UTC), TODAY, "command-1")
NAME = Name("Ёлкина", "Мария", "Петровна")
SEALED = Sealed("key-1", "0" * 64)
REGISTERED = PersonRegistered("school-1", "Asia/Yekaterinburg", SEALED, SEALED, None)
IDENTITY_KEY = KeyCommitted(Category.IDENTITY, "key-1", "1" * 64)
GROUNDS_KEY = KeyCommitted(Category.GROUNDS, "key-2", "2" * 64)
MARRIAGE_CERTIFICATE = Document("свидетельство о браке", "III-АИ 604512", TODAY)
IDENTITY_END = KeyDestroyed(Category.IDENTITY, "key-1", DestructionGround.CONSENT_WITHDRAWN, None)
GROUNDS_END = KeyDestroyed(Category.GROUNDS, "key-2", DestructionGround.CONSENT_WITHDRAWN, None)
CARD_MADE = (IDENTITY_KEY, REGISTERED)


def told(text):
    return clear(MASHA, Category.IDENTITY, text)


def committing(person, committed, *, on_card):
    return [commit_key(person, MASHA, committed, on_card=on_card)]


def destroying(person, *categories, order=None):
    return destroy(person, MASHA, categories, ground=DestructionGround.CONSENT_WITHDRAWN, order=order, stamp=BY_HEAD)


def test_a_card_holds_the_name_to_be_sealed_for_its_person():
    given(PERSON).when(register, MASHA, CARD, NAME).then(
        PersonRegistered("school-1", "Asia/Yekaterinburg", told("Ёлкина"), told("Мария"), told("Петровна"))
    )


def test_a_person_without_a_patronymic_is_registered():
    (decided,) = given(PERSON).when(register, MASHA, CARD, replace(NAME, patronymic=None)).decided
    assert decided.event.patronymic is None


def test_a_person_is_registered_once():
    given(PERSON, *CARD_MADE).when(register, MASHA, CARD, NAME).refused(AlreadyRegistered, person=MASHA)


def test_a_destroyed_person_is_not_registered_a_second_time():
    given(PERSON, *CARD_MADE, IDENTITY_END).when(register, MASHA, CARD, NAME).refused(AlreadyRegistered)


@pytest.mark.parametrize(
    ("reason", "document"), [(NameReason.MISENTRY, None), (NameReason.NAME_CHANGED, MARRIAGE_CERTIFICATE)]
)
def test_a_name_is_corrected_with_a_reason(reason, document):
    given(PERSON, *CARD_MADE).when(correct_name, MASHA, NAME, reason=reason, document=document).then(
        NameCorrected(told("Ёлкина"), told("Мария"), told("Петровна"), reason, document)
    )


def test_the_name_of_somebody_unknown_is_not_corrected():
    for past in ((), (IDENTITY_KEY,)):
        given(PERSON, *past).when(correct_name, MASHA, NAME, reason=NameReason.MISENTRY, document=None).refused(
            PersonUnknown, person=MASHA
        )


def test_a_key_lives_from_its_commitment_to_its_destruction():
    assert given(PERSON, *CARD_MADE, GROUNDS_KEY).state == Person(
        CARD, {Category.IDENTITY: "key-1", Category.GROUNDS: "key-2"}
    )
    assert given(PERSON, *CARD_MADE, GROUNDS_KEY, GROUNDS_END).state == Person(
        CARD, {Category.IDENTITY: "key-1"}, frozenset({Category.GROUNDS})
    )


def test_a_key_begins_with_the_card_or_on_it():
    given(PERSON).when(committing, IDENTITY_KEY, on_card=True).then(IDENTITY_KEY)
    given(PERSON, *CARD_MADE).when(committing, GROUNDS_KEY, on_card=False).then(GROUNDS_KEY)


@pytest.mark.parametrize("past", [(), (IDENTITY_KEY,)], ids=["nothing", "no card"])
def test_nothing_is_sealed_about_somebody_without_a_card(past):
    given(PERSON, *past).when(committing, GROUNDS_KEY, on_card=False).refused(PersonUnknown, person=MASHA)


def test_a_destroyed_category_takes_no_new_data():
    given(PERSON, *CARD_MADE, GROUNDS_KEY, GROUNDS_END).when(
        committing, KeyCommitted(Category.GROUNDS, "key-3", "3" * 64), on_card=False
    ).refused(DataDestroyed, person=MASHA, category="grounds")


def test_the_end_of_one_category_leaves_the_others():
    given(PERSON, *CARD_MADE, IDENTITY_END).when(committing, GROUNDS_KEY, on_card=False).then(GROUNDS_KEY)


def test_an_act_on_the_card_opens_a_destroyed_category_again_under_a_new_key():
    anew = KeyCommitted(Category.IDENTITY, "key-3", "3" * 64)
    outcome = given(PERSON, *CARD_MADE, IDENTITY_END).when(committing, anew, on_card=True).then(anew)
    assert outcome.state == Person(CARD, {Category.IDENTITY: "key-3"})


def test_data_is_destroyed_by_category_each_once():
    given(PERSON, *CARD_MADE, GROUNDS_KEY).when(
        destroying, Category.IDENTITY, Category.GROUNDS, Category.IDENTITY
    ).then(IDENTITY_END, GROUNDS_END)


def test_what_was_never_told_cannot_be_destroyed():
    given(PERSON, *CARD_MADE).when(destroying, Category.IDENTITY, Category.HEALTH).refused(
        NothingToDestroy, person=MASHA, category="health"
    )


def test_what_was_destroyed_is_not_destroyed_again():
    given(PERSON, *CARD_MADE, IDENTITY_END).when(destroying, Category.IDENTITY).refused(
        DataDestroyed, category="identity"
    )


def test_data_of_somebody_unknown_is_not_destroyed():
    given(PERSON).when(destroying, Category.IDENTITY).refused(PersonUnknown, person=MASHA)


def test_an_order_of_today_destroys_and_one_of_tomorrow_does_not():
    today = Order("12-о", TODAY)
    given(PERSON, *CARD_MADE).when(destroying, Category.IDENTITY, order=today).then(
        KeyDestroyed(Category.IDENTITY, "key-1", DestructionGround.CONSENT_WITHDRAWN, today)
    )
    given(PERSON, *CARD_MADE).when(destroying, Category.IDENTITY, order=Order("13-о", TOMORROW)).refused(
        OrderDatedAhead, on=TOMORROW, today=TODAY
    )


def test_a_person_folded_in_two_parts_is_the_same():
    past = (*CARD_MADE, GROUNDS_KEY, GROUNDS_END, NameCorrected(SEALED, SEALED, None, NameReason.MISENTRY, None))
    for cut in range(len(past) + 1):
        first = given(PERSON, *past[:cut]).state
        assert PERSON.fold(first, enumerate(past[cut:], start=cut + 1)) == given(PERSON, *past).state


def test_a_name_is_never_printed():
    assert "Ёлкина" not in repr(NAME)
