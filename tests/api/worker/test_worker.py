"""The worker: books follow the ledger, destructions are finished, an absent database is waited for."""

from threading import Event

import psycopg
import pytest

from aggregates.people.person.events import DestructionGround
from aggregates.rights import Role
from api.http import examples
from api.http.people import CARD, PLACE
from api.worker.policies import policy_standings
from commands.people import destroy_personal_data, register_person
from commands.people.destroy_personal_data import DestroyPersonalData
from commands.people.register_person import RegisterPerson
from ledger.postgres.connections import connect
from ledger.sealing import Category
from projections.people.people import PEOPLE
from projections.people.people_query import names_of
from projections.standing import BookNotReady, wait_for
from tests.api.worker.conftest import PATIENCE, working


def register(house, caller):
    return house.desk.perform(register_person.handle, RegisterPerson(**PLACE, **CARD), caller)


@pytest.fixture
def reader(tenant):
    with connect(tenant.dsn, "ledger_app") as connection:
        yield connection


@pytest.fixture
def name_at(reader, tenant):
    """The name that the book shows once it has seen a position."""

    def name_at(position):
        turn = Event()
        while True:
            try:
                wait_for(reader, tenant.schema, PEOPLE.name, position, seconds=PATIENCE)
            except BookNotReady:
                turn.wait(0.05)
            else:
                return names_of(reader, tenant.schema, [examples.PUPIL])[examples.PUPIL].full_name

    return name_at


def test_books_follow_what_is_recorded(house, secretary, name_at):
    with working(house):
        assert name_at(register(house, secretary()).position) == "Петрова Мария Ивановна"


def test_a_destruction_is_finished(house, someone, tenant, name_at):
    register(house, someone(Role.SECRETARY))
    command = DestroyPersonalData(
        person=examples.PUPIL, categories=(Category.IDENTITY,), ground=DestructionGround.RETENTION_ENDED
    )
    with working(house):
        receipt = house.desk.perform(destroy_personal_data.handle, command, someone(Role.HEAD))
        assert name_at(receipt.position) == "уничтожено"
        with psycopg.connect(tenant.dsn, autocommit=True) as connection:
            turn = Event()
            while connection.execute(f"SELECT count(*) FROM {tenant.schema}.sealed").fetchone() != (0,):
                turn.wait(0.05)
    assert house.keys.count().destroyed == 1


def test_a_worker_outlives_the_loss_of_all_its_connections(house, secretary, tenant, name_at):
    with working(house):
        first = register(house, secretary())
        assert name_at(first.position)
        with psycopg.connect(tenant.dsn, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'ledger_books'"
            )
        other = CARD | {"person": examples.CLASSMATE}
        second = house.desk.perform(register_person.handle, RegisterPerson(**PLACE, **other), secretary())
        assert name_at(second.position)


def test_a_worker_leaves_word_of_itself(house, secretary, reader, tenant, name_at):
    with working(house):
        name_at(register(house, secretary()).position)
        turn = Event()
        while not (found := policy_standings(reader, tenant.schema)):
            turn.wait(0.05)
    assert [(one.name, one.alive_at) for one in found] == [("finish-destruction", house.clock.now())]
