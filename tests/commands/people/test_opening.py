"""A sealed field opens in its place while its key lives; what was destroyed stays shut, what was altered is told."""

import pytest

from aggregates.people.person.events import NameReason
from commands.people import correct_name
from commands.people.correct_name import CorrectName
from ledger.keyring import KeyLost
from ledger.keys.cipher import BrokenSeal
from tests.commands.people.cards import (
    MASHA,
    MISHA,
    MORNING,
    ORLOV,
    caller,
    events,
    person,
    run,
)


def test_a_key_that_the_store_destroyed_and_the_ledger_did_not_is_never_used(executor, register, history, keyring):
    register()
    keyring.destroy(events(history, person(MASHA))[0].key, MORNING)
    with pytest.raises(KeyLost):
        executor.perform(
            correct_name.handle, CorrectName(person=MASHA, name=ORLOV, reason=NameReason.MISENTRY), caller()
        )
    assert len(events(history, person(MASHA))) == 2


def test_a_destroyed_key_leaves_its_fields_shut_with_the_boxes_or_without(register, history, keyring, opener):
    position = register().position
    registered = events(history, person(MASHA))[-1]
    keyring.destroy(registered.family_name.key, MORNING)
    assert opener.open([position])[registered.family_name] is None


@pytest.mark.usefixtures("unsound")
@pytest.mark.parametrize(
    "tampering",
    [
        "DELETE FROM {sealed} WHERE position = %s",
        "UPDATE {sealed} SET box = set_bit(box, 200, 1 - get_bit(box, 200)) WHERE position = %s",
    ],
    ids=["lost", "one bit"],
)
def test_a_lost_or_altered_box_is_told_by_its_place(register, owner, tenant, opener, tampering):
    position = register().position
    owner.execute("SET session_replication_role = replica")
    run(owner, tenant, "ALTER TABLE {sealed} DISABLE TRIGGER ALL")
    run(owner, tenant, tampering, position)
    with pytest.raises(BrokenSeal, match=f"person-{MASHA} v2 person.registered.v1 "):
        opener.open([position])


@pytest.mark.usefixtures("unsound")
def test_a_box_moved_to_another_event_does_not_open(register, owner, tenant, opener):
    """Somebody exchanges two ciphertexts and even the digests in the events: their places still tell."""
    masha, misha = register().position, register(MISHA, ORLOV).position
    run(owner, tenant, "ALTER TABLE {sealed} DISABLE TRIGGER ALL")
    run(owner, tenant, "ALTER TABLE {event} DISABLE TRIGGER ALL")
    contents = dict(run(owner, tenant, "SELECT position, bytes FROM {event} WHERE position IN (%s, %s)", masha, misha))
    for here, there in ((masha, misha), (misha, masha)):
        run(owner, tenant, "UPDATE {event} SET bytes = %s WHERE position = %s", contents[there], here)
    run(owner, tenant, "UPDATE {sealed} SET position = %s, part = part + 9 WHERE position = %s", misha, masha)
    run(owner, tenant, "UPDATE {sealed} SET position = %s WHERE position = %s AND part < 9", masha, misha)
    with pytest.raises(BrokenSeal, match=f"person-{MASHA}"):
        opener.open([masha])
