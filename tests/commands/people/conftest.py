"""What the tests of people stand on: a card quickly made, an opener of sealed fields, the owner of the tables."""

import psycopg
import pytest

from commands.people import register_person
from ledger.postgres.boxes import PostgresBoxes
from ledger.postgres.connections import pool
from ledger.unsealing import Opener
from tests.commands.people.cards import ELKINA, MASHA, caller, registration


@pytest.fixture
def register(executor):
    def carry_out(person=MASHA, name=ELKINA):
        return executor.perform(register_person.handle, registration(person, name), caller())

    return carry_out


@pytest.fixture
def opener(tenant, keyring):
    with pool(tenant.dsn, "ledger_books", size=2) as connections:
        yield Opener(PostgresBoxes(connections, tenant.schema), keyring)


@pytest.fixture
def owner(tenant):
    with psycopg.connect(tenant.dsn, autocommit=True) as connection:
        yield connection
