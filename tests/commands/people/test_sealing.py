"""Personal data is sealed before it is recorded: the events hold digests, keys are committed before their first use."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from psycopg import sql

from aggregates.catalogue import CATALOGUE
from aggregates.people.person.events import (
    DestructionGround,
    KeyCommitted,
    KeyDestroyed,
    NameReason,
    PersonRegistered,
)
from aggregates.people.person.refusals import DataDestroyed, PersonUnknown
from commands.executor import Executor
from commands.memory import Memory
from commands.people import correct_name, destroy_personal_data, register_people, register_person
from commands.people.correct_name import CorrectName
from commands.people.destroy_personal_data import DestroyPersonalData
from commands.people.name import PersonName
from commands.people.register_people import NewPerson, RegisterPeople
from commands.sealing import Sealer
from ledger.history import CommandReused, Unavailable
from ledger.keys.cipher import digest
from ledger.keys.store import KeyStore
from ledger.postgres.connections import pool
from ledger.sealing import Category
from tests.commands.people.cards import (
    ELKINA,
    LESSON_ID,
    MASHA,
    MISHA,
    NOTE,
    ORLOV,
    SCHOOL,
    ZONE,
    ChangeMarks,
    caller,
    change_marks,
    events,
    person,
    registration,
    run,
)


def test_the_key_is_committed_ahead_of_the_card_it_seals(register, history, keyring):
    register()
    committed, registered = events(history, person(MASHA))
    assert isinstance(committed, KeyCommitted)
    assert isinstance(registered, PersonRegistered)
    fields = (registered.family_name, registered.given_name, registered.patronymic)
    assert {field.key for field in fields} == {committed.key}
    assert digest(keyring.secrets([committed.key])[committed.key]) == committed.commitment


def test_sealed_fields_open_as_they_were_told(register, history, opener):
    receipt = register()
    opened = opener.open([receipt.position - 1, receipt.position])
    registered = events(history, person(MASHA))[-1]
    assert opened == {
        registered.family_name: "Ёлкина",
        registered.given_name: "Мария",
        registered.patronymic: "Петровна",
    }


def test_no_name_is_in_any_table(executor, register, tenant, owner):
    register()
    executor.perform(change_marks, ChangeMarks(pupils=(MASHA,)), caller("teacher"))
    tables = owner.execute(
        "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname LIKE %s",
        (tenant.schema + "%",),
    ).fetchall()
    assert len(tables) > 5
    for (table,) in tables:
        rows = owner.execute(sql.SQL("SELECT * FROM {}").format(sql.SQL(table))).fetchall()
        told = b"\n".join(value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row)
        for name in ("Ёлкина", "Мария", "Петровна", NOTE):
            assert name.encode() not in told, table


def test_nothing_told_about_the_command_holds_a_name():
    command = registration()
    assert "Ёлкина" not in repr(command)
    with pytest.raises(ValueError, match="family") as raised:
        PersonName(family="Ёлкина\x00", given="Мария")
    assert "Ёлкина" not in str(raised.value)


def test_the_digest_of_a_request_is_no_plain_hash_of_it(register, owner, tenant, keyring):
    register()
    ((stored,),) = run(owner, tenant, "SELECT digest FROM {command}").fetchall()
    text = f"RegisterPerson\nsomebody\n{registration().model_dump_json()}".encode()
    assert stored == Sealer(keyring).digest(text)
    assert stored.hex() != digest(text)


def test_a_repeated_registration_gets_its_first_answer_and_another_name_is_refused(executor):
    once = str(UUID(int=77))
    first = executor.perform(register_person.handle, registration(), caller(command=once))
    again = executor.perform(register_person.handle, registration(), caller(command=once))
    assert (again.position, again.repeated) == (first.position, True)
    with pytest.raises(CommandReused):
        executor.perform(register_person.handle, registration(name=ORLOV), caller(command=once))


def test_a_second_category_gets_its_own_key_before_the_event_that_needs_it(executor, register, history):
    register()
    receipt = executor.perform(change_marks, ChangeMarks(pupils=(MASHA,)), caller("teacher"))
    committed = history.stream(person(MASHA))[-1]
    (changed,) = history.stream(f"lesson-{LESSON_ID}")
    assert committed.event.category is Category.GROUNDS
    assert changed.event.note.key == committed.event.key != events(history, person(MASHA))[0].key
    assert (committed.position, changed.position) == (receipt.position - 1, receipt.position)


def test_a_key_is_made_once_and_used_again(executor, register, history):
    register()
    for _ in range(2):
        executor.perform(change_marks, ChangeMarks(pupils=(MASHA, MASHA)), caller("teacher"))
    assert [type(event) for event in events(history, person(MASHA))] == [KeyCommitted, PersonRegistered, KeyCommitted]
    assert len({event.note.key for event in events(history, f"lesson-{LESSON_ID}")}) == 1
    assert len({event.note.digest for event in events(history, f"lesson-{LESSON_ID}")}) == 4


def test_an_event_without_personal_data_asks_for_no_key(executor, history):
    executor.perform(change_marks, ChangeMarks(pupils=(MASHA,), note=None), caller("teacher"))
    assert events(history, person(MASHA)) == []
    assert events(history, f"lesson-{LESSON_ID}")[0].note is None


def test_without_the_key_store_acts_with_personal_data_wait_and_others_go_on(
    register, history, tenant, entropy, keyring
):
    register()
    with pool(tenant.keys_dsn, "ledger_app", size=1) as connections:
        store = KeyStore(connections, tenant.keys_schema, keyring.wrapping, entropy)
        executor = Executor(history, CATALOGUE, Sealer(store), Memory(), entropy)
    with pytest.raises(Unavailable):
        executor.perform(change_marks, ChangeMarks(pupils=(MASHA,)), caller("teacher"))
    assert history.head() == 2
    assert executor.perform(change_marks, ChangeMarks(pupils=(MASHA,), note=None), caller("teacher")).position == 3


def test_a_whole_list_is_registered_in_one_append(executor, opener):
    people = (NewPerson(person=MASHA, name=ELKINA), NewPerson(person=MISHA, name=ORLOV))
    command = RegisterPeople(institution=SCHOOL, zone=ZONE, people=people)
    receipt = executor.perform(register_people.handle, command, caller())
    assert receipt.count == 4
    texts = opener.open(list(range(1, receipt.position + 1)))
    assert sorted(texts.values()) == ["Ёлкина", "Мария", "Михаил", "Орлов", "Петровна"]


def test_nothing_is_sealed_about_somebody_without_a_card(executor, history, keyring):
    with pytest.raises(PersonUnknown):
        executor.perform(change_marks, ChangeMarks(pupils=(MASHA,)), caller("teacher"))
    assert history.head() == 0
    assert keyring.count().live == 0


def test_two_commands_that_race_for_a_first_key_make_one(register, history, keyring, opener, entropy):
    register()
    start = Barrier(2)

    def race(_):
        own = Executor(history, CATALOGUE, Sealer(keyring), Memory(), entropy)
        start.wait()
        return own.perform(change_marks, ChangeMarks(pupils=(MASHA,)), caller("teacher"))

    with ThreadPoolExecutor(2) as threads:
        receipts = list(threads.map(race, range(2)))
    committed = [event for event in events(history, person(MASHA)) if isinstance(event, KeyCommitted)]
    assert [event.category for event in committed] == [Category.IDENTITY, Category.GROUNDS]
    assert {event.note.key for event in events(history, f"lesson-{LESSON_ID}")} == {committed[1].key}
    assert list(opener.open([receipt.position for receipt in receipts]).values()) == [NOTE, NOTE]


def test_a_destroyed_category_takes_no_new_notes(executor, register, history):
    register()
    executor.perform(change_marks, ChangeMarks(pupils=(MASHA,)), caller("teacher"))
    destroy = DestroyPersonalData(
        person=MASHA, categories=(Category.GROUNDS,), ground=DestructionGround.CONSENT_WITHDRAWN
    )
    executor.perform(destroy_personal_data.handle, destroy, caller("head"))
    head = history.head()
    with pytest.raises(DataDestroyed):
        executor.perform(change_marks, ChangeMarks(pupils=(MASHA,)), caller("teacher"))
    assert history.head() == head


def test_a_corrected_card_is_sealed_under_a_new_key_after_the_destruction(executor, register, history, opener):
    register()
    destroy = DestroyPersonalData(
        person=MASHA, categories=(Category.IDENTITY,), ground=DestructionGround.CONSENT_WITHDRAWN
    )
    executor.perform(destroy_personal_data.handle, destroy, caller("head"))
    correct = CorrectName(person=MASHA, name=ORLOV, reason=NameReason.CONSENT_RENEWED)
    receipt = executor.perform(correct_name.handle, correct, caller())
    first, _, ended, second, corrected = events(history, person(MASHA))
    assert isinstance(ended, KeyDestroyed)
    assert (ended.key, corrected.family_name.key) == (first.key, second.key)
    assert opener.open([receipt.position])[corrected.family_name] == "Орлов"
