"""Policies: every event is answered in its order, at least once, also after a crash."""

import pytest

from aggregates.catalogue import CATALOGUE
from aggregates.people.person.events import PersonRegistered
from api.http import examples
from api.http.people import CARD, PLACE
from api.worker.duties import Duty
from api.worker.policies import Policy, policy_standings
from commands.people import register_person
from commands.people.register_person import RegisterPerson
from ledger.postgres.connections import connect
from ledger.postgres.errors import Unavailable


class Noting:
    """A reaction that writes down what it was told, and fails when it is asked to."""

    events = frozenset({PersonRegistered})

    def __init__(self):
        self.told = []
        self.fails_at = None

    def react(self, recorded, at):
        if recorded.position == self.fails_at:
            raise Unavailable
        self.told.append((recorded.position, recorded.event.institution, at))


@pytest.fixture
def noting():
    return Noting()


@pytest.fixture
def policy(house, noting):
    return Policy("noting", noting, house, CATALOGUE)


@pytest.fixture
def registered(house, secretary):
    """Positions of the cards of two people."""
    return [
        house.desk.perform(
            register_person.handle, RegisterPerson(**PLACE, **CARD | {"person": person}), secretary()
        ).position
        for person in (examples.PUPIL, examples.CLASSMATE)
    ]


def test_events_are_answered_in_their_order_and_once(policy, noting, registered, house):
    assert policy.catch_up() == 2
    assert noting.told == [(position, examples.SCHOOL, house.clock.now()) for position in registered]
    assert policy.catch_up() == 0


def test_what_was_interrupted_is_answered_again(policy, noting, registered):
    noting.fails_at = registered[1]
    with pytest.raises(Unavailable):
        policy.catch_up()
    noting.fails_at = None
    policy.catch_up()
    assert [position for position, *_ in noting.told] == [registered[0], *registered]


def test_while_one_worker_answers_another_leaves_it_alone(policy, noting, registered, tenant):
    with connect(tenant.dsn, "ledger_app") as other, other.transaction():
        policy.catch_up()
        noting.told.clear()
        query = f"SELECT position FROM {tenant.schema}.policy WHERE name = 'noting' FOR UPDATE"
        assert other.execute(query).fetchone() == (registered[-1],)
        assert policy.catch_up() == 0
        (standing,) = policy_standings(other, tenant.schema)
    assert (standing.name, standing.position) == ("noting", registered[-1])


def test_a_duty_that_fails_is_held_off_and_hurts_no_other():
    calls = []

    def fail():
        calls.append("failed")
        raise ZeroDivisionError

    duty = Duty("failing", fail)
    duty.perform()
    duty.perform()
    assert calls == ["failed"]


def test_a_duty_that_misses_the_database_says_so():
    def fail():
        raise Unavailable

    with pytest.raises(Unavailable):
        Duty("failing", fail).perform()
