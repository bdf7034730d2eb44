"""The people book shows names while they may be shown; a destroyed one reads «уничтожено», kept and rebuilt alike."""

from uuid import UUID

import pytest
from psycopg import sql

from aggregates.people.person.events import DestructionGround, KeyDestroyed, NameReason
from commands.people import correct_name, destroy_personal_data, register_people
from commands.people.correct_name import CorrectName
from commands.people.destroy_personal_data import DestroyPersonalData
from commands.people.name import PersonName
from commands.people.register_people import NewPerson, RegisterPeople
from commands.reactions.finish_destruction import FinishDestruction
from ledger.history import Unavailable
from ledger.sealing import Category
from projections import tables
from projections.people.people import CARD, PEOPLE, kept_with
from projections.people.people_query import DESTROYED, PersonView, names_of, read_people
from projections.standing import BookNotReady, State, standing
from replay.rebuild import rebuild
from replay.shadow import Ground
from tests.projections.people.conftest import ELSEWHERE, SCHOOL

NAMES = {
    str(UUID(int=11)): PersonName(family="Жуков", given="Пётр"),
    str(UUID(int=12)): PersonName(family="Ёлкина", given="Мария", patronymic="Петровна"),
    str(UUID(int=13)): PersonName(family="Ежова", given="Анна", patronymic="Львовна"),
    str(UUID(int=14)): PersonName(family="Ежова", given="Алла", patronymic="Львовна"),
}
ZHUKOV, ELKINA, EZHOVA, EZHOVA_ALLA = NAMES


@pytest.fixture
def register(perform):
    people = tuple(NewPerson(person=person, name=name) for person, name in NAMES.items())
    command = RegisterPeople(institution=SCHOOL, zone="Asia/Yekaterinburg", people=people)
    return lambda: perform(register_people.handle, command)


@pytest.fixture
def destroy(perform, history, keyring):
    """Destroy a person's name; the key and the ciphertexts are gone if that was finished too."""

    def carry_out(person, *, finished=True):
        command = DestroyPersonalData(
            person=person, categories=(Category.IDENTITY,), ground=DestructionGround.CONSENT_WITHDRAWN
        )
        receipt = perform(destroy_personal_data.handle, command)
        if finished:
            (entry,) = history.read(after=receipt.position - 1, limit=1)
            recorded = history.stream(entry.stream)[-1]
            FinishDestruction(keyring, history).react(recorded, entry.recorded_at)

    return carry_out


@pytest.fixture
def cards(books, tenant):
    """All rows of the book."""

    def look():
        query = sql.SQL("SELECT * FROM {} ORDER BY person").format(tables.place_of(tenant.schema, PEOPLE, CARD))
        return books.execute(query).fetchall()

    return look


@pytest.fixture
def rebuilt(tenant, history, opener, cards):
    """Make the book again from the first event, and tell its rows."""

    def make():
        rebuild(Ground(tenant.dsn, tenant.schema, history, processes=0), kept_with(opener))
        return cards()

    return make


def test_names_stand_in_the_order_of_the_alphabet_with_yo_after_ye(register, keeper, reader, tenant):
    register()
    keeper.catch_up()
    people = read_people(reader, tenant.schema, SCHOOL)
    assert [one.full_name for one in people] == [
        "Ежова Алла Львовна",
        "Ежова Анна Львовна",
        "Ёлкина Мария Петровна",
        "Жуков Пётр",
    ]
    assert [one.short_name for one in people] == ["Ежова А. Л.", "Ежова А. Л.", "Ёлкина М. П.", "Жуков П."]


def test_people_are_read_by_pages(register, keeper, reader, tenant):
    register()
    keeper.catch_up()
    first = read_people(reader, tenant.schema, SCHOOL, limit=3)
    second = read_people(reader, tenant.schema, SCHOOL, after=first[-1].person, limit=3)
    assert [one.person for one in (*first, *second)] == [EZHOVA_ALLA, EZHOVA, ELKINA, ZHUKOV]


def test_another_institution_sees_nobody(register, keeper, reader, tenant):
    register()
    keeper.catch_up()
    assert read_people(reader, tenant.schema, ELSEWHERE) == []


def test_somebody_elsewhere_marks_no_place_in_the_alphabet(register, perform, keeper, reader, tenant):
    register()
    stranger = NewPerson(person=str(UUID(int=21)), name=PersonName(family="Ефимов", given="Илья"))
    command = RegisterPeople(institution=ELSEWHERE, zone="Asia/Yekaterinburg", people=(stranger,))
    perform(register_people.handle, command)
    keeper.catch_up()
    assert read_people(reader, tenant.schema, SCHOOL, after=stranger.person) == []


def test_names_of_many_are_read_at_once_and_strangers_left_out(register, keeper, reader, tenant):
    register()
    keeper.catch_up()
    found = names_of(reader, tenant.schema, [ZHUKOV, ELKINA, str(UUID(int=99))])
    assert found == {
        ZHUKOV: PersonView(ZHUKOV, SCHOOL, "Жуков", "Пётр", None),
        ELKINA: PersonView(ELKINA, SCHOOL, "Ёлкина", "Мария", "Петровна"),
    }


def test_a_corrected_name_stands_in_its_new_place(register, perform, keeper, reader, tenant):
    register()
    keeper.catch_up()
    married = PersonName(family="Яковлева", given="Мария", patronymic="Петровна")
    perform(correct_name.handle, CorrectName(person=ELKINA, name=married, reason=NameReason.NAME_CHANGED))
    keeper.catch_up()
    assert read_people(reader, tenant.schema, SCHOOL)[-1].full_name == "Яковлева Мария Петровна"


@pytest.mark.parametrize("finished", [False, True], ids=["event recorded", "key and boxes gone"])
def test_a_destroyed_name_reads_so_kept_and_rebuilt_alike(register, destroy, keeper, cards, rebuilt, finished):
    register()
    keeper.catch_up()
    before = cards()
    destroy(ELKINA, finished=finished)
    keeper.catch_up()
    kept = cards()
    assert [row for row in kept if row[0] != ELKINA] == [row for row in before if row[0] != ELKINA]
    assert next(row for row in kept if row[0] == ELKINA)[2:5] == (None, None, None)
    assert rebuilt() == kept


def test_a_destroyed_name_is_shown_as_destroyed_and_stands_last(register, destroy, keeper, reader, tenant):
    register()
    destroy(EZHOVA)
    keeper.catch_up()
    last = read_people(reader, tenant.schema, SCHOOL)[-1]
    assert (last.person, last.full_name, last.short_name) == (EZHOVA, DESTROYED, DESTROYED)
    assert names_of(reader, tenant.schema, [EZHOVA])[EZHOVA].full_name == "уничтожено"


def test_a_name_told_anew_after_its_destruction_is_shown_again_also_after_a_rebuild(
    register, destroy, perform, keeper, cards, rebuilt
):
    register()
    destroy(ELKINA)
    anew = PersonName(family="Ёлкина", given="Мария")
    perform(correct_name.handle, CorrectName(person=ELKINA, name=anew, reason=NameReason.CONSENT_RENEWED))
    keeper.catch_up()
    kept = cards()
    assert next(row for row in kept if row[0] == ELKINA)[2:5] == ("Ёлкина", "Мария", None)
    assert rebuilt() == kept


def test_the_end_of_another_category_leaves_the_name(register, keeper, cards, chronicle):
    register()
    keeper.catch_up()
    before = cards()
    chronicle.versions[f"person-{ELKINA}"] = 2
    chronicle.record(
        f"person-{ELKINA}", KeyDestroyed(Category.HEALTH, "key", DestructionGround.CONSENT_WITHDRAWN, None)
    )
    keeper.catch_up()
    assert cards() == before


@pytest.mark.usefixtures("unsound")
def test_a_broken_seal_stops_the_book_and_is_told_without_the_name(register, keeper, books, owner, tenant):
    register()
    owner.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(sql.Identifier(tenant.schema, "sealed")))
    owner.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(tenant.schema, "sealed")))
    keeper.catch_up()
    found = standing(books, tenant.schema, PEOPLE.name)
    assert found.state is State.HALTED
    assert "BrokenSeal" in found.reason
    with pytest.raises(BookNotReady):
        names_of(books, tenant.schema, [ELKINA])


def test_an_absent_key_store_delays_the_book_and_does_not_stop_it(register, keeper_of, opener, keys_pool, cards):
    register()
    keys_pool.close()
    keeper = keeper_of(kept_with(opener))
    for _ in range(2):
        with pytest.raises(Unavailable):
            keeper.catch_up()
    assert cards() == []
