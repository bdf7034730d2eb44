"""The refusal log: which attempts it keeps, how many, and the seal on each day."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from aggregates.people.person.refusals import AlreadyRegistered
from aggregates.refusals.refusal_log.events import DaySealed
from aggregates.rights import NotPermitted, Role
from api.http import examples
from api.http.councils import ESTABLISHED
from api.http.people import CARD, PLACE
from api.refusals import PER_MINUTE
from api.worker.sealing import GRACE, seal_days
from commands.council import establish_council
from commands.council.establish_council import EstablishCouncil
from commands.people import register_person
from commands.people.register_person import RegisterPerson
from ledger.postgres.connections import connect

OCTOBER_1 = date(2026, 10, 1)


@pytest.fixture
def try_in_vain(house, someone):
    """Ask for what the role does not allow."""

    def try_in_vain():
        with pytest.raises(NotPermitted):
            house.desk.perform(establish_council.handle, EstablishCouncil(**ESTABLISHED), someone(Role.PARENT))

    return try_in_vain


@pytest.fixture
def kept(tenant):
    """What the log holds."""

    def kept():
        with connect(tenant.dsn, "ledger_app") as connection:
            query = f"SELECT actor, verb, code, touched, details FROM {tenant.schema}.refusal ORDER BY id"
            return connection.execute(query).fetchall()

    return kept


def test_an_attempt_without_the_right_is_kept_and_nothing_is_recorded(try_in_vain, house, kept):
    try_in_vain()
    ((actor, verb, code, touched, details),) = kept()
    assert (actor, verb, code) == (examples.SECRETARY, "EstablishCouncil", "rights.role-not-permitted")
    assert touched == [f"council-{examples.COUNCIL}"]
    assert msgspec.json.decode(details)["permission"] == "compose-council"
    assert house.history.head() == 0


def test_a_slip_of_the_pen_is_not_kept(house, secretary, kept):
    command = RegisterPerson(**PLACE, **CARD)
    house.desk.perform(register_person.handle, command, secretary())
    with pytest.raises(AlreadyRegistered):
        house.desk.perform(register_person.handle, command, secretary())
    assert kept() == []


def test_names_never_come_into_the_log(house, someone, kept):
    with pytest.raises(NotPermitted):
        house.desk.perform(register_person.handle, RegisterPerson(**PLACE, **CARD), someone(Role.PUPIL))
    (row,) = kept()
    assert "Петрова" not in str(row) + row[-1].decode()


def test_who_hammers_at_a_door_fills_no_disk(try_in_vain, clock, kept):
    for _ in range(PER_MINUTE + 3):
        try_in_vain()
    assert len(kept()) == PER_MINUTE
    clock.pass_by(minutes=1)
    try_in_vain()
    assert len(kept()) == PER_MINUTE + 1


def seals(house):
    return [one.event for one in house.history.stream(f"refusals-{house.tenant.name}")]


def test_a_day_is_sealed_when_it_is_over_and_not_before(try_in_vain, house, clock):
    try_in_vain()
    clock.moment = datetime(2026, 10, 2, tzinfo=UTC) + GRACE - timedelta(microseconds=1)
    assert seal_days(house) == 0
    clock.pass_by(microseconds=1)
    assert seal_days(house) == 1
    (seal,) = seals(house)
    assert (type(seal), seal.on, seal.attempts) == (DaySealed, OCTOBER_1, 1)


def test_days_are_sealed_once_in_their_order_and_empty_ones_not_at_all(try_in_vain, house, clock):
    try_in_vain()
    clock.pass_by(days=2)
    try_in_vain()
    try_in_vain()
    clock.pass_by(days=2)
    assert seal_days(house) == 2
    assert seal_days(house) == 0
    assert [(seal.on, seal.attempts) for seal in seals(house)] == [(OCTOBER_1, 1), (date(2026, 10, 3), 2)]


def test_anybody_can_check_a_seal_with_a_program_of_their_own(try_in_vain, house, clock, tenant):
    try_in_vain()
    clock.pass_by(days=2)
    seal_days(house)
    query = f"""
        SELECT convert_to(json_build_object(
            'actor', actor, 'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'code', code,
            'command', command, 'details', convert_from(details, 'UTF8'), 'requirement', requirement,
            'touched', touched, 'verb', verb)::text, 'UTF8') FROM {tenant.schema}.refusal
    """
    with connect(tenant.dsn, "ledger_app") as connection:
        ((line,),) = connection.execute(query).fetchall()
    canonical = msgspec.json.encode(msgspec.json.decode(line), order="sorted") + b"\n"
    assert seals(house)[0].digest == hashlib.sha256(canonical).hexdigest()
