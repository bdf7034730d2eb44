"""The real application over real PostgreSQL, and people who may come in."""

from dataclasses import dataclass
from functools import partial

import pytest
from fastapi.testclient import TestClient

from aggregates.catalogue import CATALOGUE
from aggregates.rights import EVERYWHERE, Role
from api.books import books_of
from api.house import open_house
from api.http import classes, examples, school_years
from api.http.app import make_app
from ledger.keys.wrapping import WRAPPING_SIZE, Wrapping
from ledger.postgres.connections import connect
from ledger.stamp import Grant
from projections.live import Keeper


@pytest.fixture
def app(tenant, clock, entropy, passwords):
    wrapping = Wrapping(entropy.secret(WRAPPING_SIZE))
    opening = partial(open_house, tenant, wrapping, entropy, clock=clock, passwords=passwords)
    return make_app(opening, entropy)


@pytest.fixture
def client(app):
    with TestClient(app, base_url="http://ledger.test") as client:
        yield client


@pytest.fixture
def house(client):
    """The house behind the door that is open."""
    return client.app.state.house


KEY_DAYS = 100


class Visitor:
    """Somebody with a key of their own, asking under a fresh idempotency key every time unless told otherwise."""

    def __init__(self, client, account, actor, token):
        self.account = account
        self.actor = actor
        self.token = token
        self._client = client

    def ask(self, method, path, json=None, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._client.request(
            method, f"/v1{path}", json=json, headers={"Authorization": f"Bearer {self.token}", **named}
        )

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def post(self, path, json=None, **headers):
        return self.ask("POST", path, {} if json is None else json, **headers)


def refused(answer, status, code):
    """Assert that this was refused, and give the answer back."""
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    return answer


@pytest.fixture
def admit(client, house, entropy):
    """Let somebody in: `admit(role, institution)`."""

    def admit(*grants, actor=None):
        account = house.accounts.add(f"login-{entropy.identifier()}", actor=actor)
        for grant in grants:
            house.accounts.grant(account, grant, by="administrator")
        token = house.accounts.issue_key(account, "для проверки", days=KEY_DAYS).token
        return Visitor(client, account, house.accounts.get(account).actor, token)

    return admit


@pytest.fixture
def keep(house):
    """Bring all books up to date."""
    with connect(house.tenant.dsn, "ledger_books") as connection:
        keepers = [
            Keeper(connection, house.tenant.schema, house.history, CATALOGUE, book) for book in books_of(house).values()
        ]
        for keeper in keepers:
            keeper.begin()
        yield lambda: [keeper.catch_up() for keeper in keepers]


@pytest.fixture
def auditor(admit):
    return admit(Grant(Role.AUDITOR.value, EVERYWHERE))


@dataclass(frozen=True)
class School:
    """Who works at the school of the documentation's examples."""

    deputy: Visitor
    head: Visitor
    administrator: Visitor
    secretary: Visitor
    teacher: Visitor
    substitute: Visitor

    def opened(self):
        """Open the year, form the class and put one lesson into the timetable, all as the documentation shows it."""
        requests = [
            (self.deputy, "/school-years", school_years.YEAR),
            (self.deputy, f"/school-years/{examples.YEAR}/classes", school_years.CLASS),
            (self.secretary, f"/classes/{examples.CLASS}/enrolments", classes.ENROLMENT),
            (self.deputy, f"/classes/{examples.CLASS}/lessons", classes.TIMETABLE),
        ]
        for visitor, path, body in requests:
            answer = visitor.post(path, body)
            assert answer.status_code == 201, answer.text
        return self


@pytest.fixture
def staff(admit):
    """People with their roles, and nothing recorded yet."""

    def at_school(role, actor=None):
        return admit(Grant(role.value, examples.SCHOOL), actor=actor)

    return School(
        deputy=at_school(Role.DEPUTY_HEAD),
        head=at_school(Role.HEAD),
        administrator=at_school(Role.ADMINISTRATOR),
        secretary=at_school(Role.SECRETARY),
        teacher=at_school(Role.TEACHER, examples.TEACHER),
        substitute=at_school(Role.TEACHER, examples.SUBSTITUTE),
    )


@pytest.fixture
def school(staff):
    """A school with one lesson, on the day of the lesson."""
    return staff.opened()
