"""Destruction is an event first; then key and ciphertexts go, however often it takes."""

import pytest

from aggregates.catalogue import CATALOGUE
from aggregates.people.person.events import DestructionGround, KeyDestroyed
from aggregates.rights import NotPermitted
from commands.people import destroy_personal_data
from commands.people.destroy_personal_data import DestroyPersonalData
from commands.reactions.finish_destruction import FinishDestruction
from ledger.history import Unavailable
from ledger.postgres.connections import pool
from ledger.postgres.history import PostgresHistory
from ledger.sealing import Category
from tests.commands.people.cards import MASHA, MISHA, MORNING, ORLOV, ChangeMarks, caller, change_marks, person, run

DESTROY = DestroyPersonalData(person=MASHA, categories=(Category.IDENTITY,), ground=DestructionGround.CONSENT_WITHDRAWN)


@pytest.fixture
def destroy(executor, history):
    """Record the destruction of Masha's name, and return its event."""

    def carry_out():
        executor.perform(destroy_personal_data.handle, DESTROY, caller("head"))
        return history.stream(person(MASHA))[-1]

    return carry_out


@pytest.fixture
def finish(keyring, history):
    return FinishDestruction(keyring, history)


@pytest.fixture
def unreachable(tenant):
    """A history whose database is gone."""
    connections = pool(tenant.dsn, "ledger_app", size=1)
    with PostgresHistory(connections, tenant.schema, CATALOGUE) as history:
        connections.close()
        yield history


@pytest.fixture
def boxes(owner, tenant):
    """Tell beside which events ciphertexts lie."""

    def look():
        return [one for (one,) in run(owner, tenant, "SELECT DISTINCT position FROM {sealed} ORDER BY position")]

    return look


def test_a_teacher_destroys_nothing(executor, register, history):
    register()
    with pytest.raises(NotPermitted):
        executor.perform(destroy_personal_data.handle, DESTROY, caller("teacher"))
    assert history.head() == 2


@pytest.mark.parametrize("role", ["head", "administrator"])
def test_the_event_tells_who_and_why(executor, register, history, role):
    register()
    executor.perform(destroy_personal_data.handle, DESTROY, caller(role))
    entry = history.entries(person(MASHA))[-1]
    assert history.metadata(entry).role == role
    assert CATALOGUE.decode(entry.name, entry.data).ground == DestructionGround.CONSENT_WITHDRAWN


def test_key_and_boxes_go_and_the_fields_stay_shut(register, destroy, finish, opener, boxes):
    position = register().position
    finish.react(destroy(), MORNING)
    assert boxes() == []
    assert set(opener.open([position]).values()) == {None}


def test_a_destruction_leaves_other_people_and_other_categories(executor, register, destroy, finish, opener, boxes):
    mashas, mishas = register().position, register(MISHA, ORLOV).position
    note = executor.perform(change_marks, ChangeMarks(pupils=(MASHA,)), caller("teacher")).position
    finish.react(destroy(), MORNING)
    assert boxes() == [mishas, note]
    assert None not in opener.open([mishas, note]).values()
    assert set(opener.open([mashas]).values()) == {None}


def test_between_the_event_and_its_end_nothing_is_half_open(register, destroy, keyring, opener):
    """Killed after the key and before the boxes: the fields are shut already."""
    position = register().position
    keyring.destroy(destroy().event.key, MORNING)
    assert set(opener.open([position]).values()) == {None}


def test_a_destruction_that_broke_off_is_finished_by_a_repeat(register, destroy, finish, keyring, unreachable, boxes):
    position = register().position
    destroyed = destroy()
    with pytest.raises(Unavailable):
        FinishDestruction(keyring, unreachable).react(destroyed, MORNING)
    assert keyring.secrets([destroyed.event.key]) == {destroyed.event.key: None}
    assert boxes() == [position]
    for _ in range(2):
        finish.react(destroyed, MORNING)
        assert boxes() == []


def test_the_reaction_asks_for_destructions_only():
    assert FinishDestruction.events == {KeyDestroyed}
