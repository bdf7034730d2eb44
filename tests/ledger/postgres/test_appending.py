"""append(): dense positions, versions that match, one answer a command, stamps that do not run away."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from ledger.history import AlreadyClaimed, Append, Box, Claim, ClockRefused, CommandReused, Receipt, Stale
from ledger.postgres.appending import Appender
from tests.acts import NOON, leaf, note, notes

SECOND = timedelta(seconds=1)
TICK = timedelta(microseconds=1)


def positions(history):
    return [entry.position for entry in history.read(after=0, limit=1000)]


def test_events_get_positions_without_holes_in_the_order_of_recording(history):
    assert history.append(notes("note-1", 0, "а", "б")) == Receipt(2, 2)
    assert history.append(notes("note-2", 0, "в")) == Receipt(3, 1)
    found = [(entry.position, entry.stream, entry.version) for entry in history.read(after=0, limit=10)]
    assert found == [(1, "note-1", 1), (2, "note-1", 2), (3, "note-2", 1)]


def test_one_command_may_write_to_several_streams_in_turn(history):
    command = str(uuid4())
    leaves = [
        leaf(stream, version, command, note("т")) for stream, version in [("note-1", 1), ("note-2", 1), ("note-1", 2)]
    ]
    history.append(Append(command, b"d", NOON, leaves, {"note-1": 0, "note-2": 0}))
    assert [(entry.stream, entry.version) for entry in history.read(after=0, limit=10)] == [
        ("note-1", 1),
        ("note-2", 1),
        ("note-1", 2),
    ]


@pytest.mark.parametrize("read", [0, 2])
def test_a_decision_on_another_version_of_a_stream_is_stale(history, read):
    history.append(notes("note-1", 0, "а"))
    with pytest.raises(Stale) as raised:
        history.append(notes("note-2", 0, "б", reads={"note-1": read}))
    assert raised.value.stream == "note-1"
    assert positions(history) == [1]


def test_no_stream_begins_before_its_beginning(history):
    with pytest.raises(Stale):
        history.append(notes("note-1", 0, "а", reads={"note-2": -2}))
    assert positions(history) == []


def test_a_decision_on_the_present_version_is_recorded(history):
    history.append(notes("note-1", 0, "а"))
    history.append(notes("note-2", 0, "б", reads={"note-1": 1, "note-9": 0}))
    assert positions(history) == [1, 2]


def test_a_repeated_command_gets_its_first_answer(history):
    first = notes("note-1", 0, "а", "б")
    history.append(first)
    history.append(notes("note-2", 0, "в"))
    assert history.append(first) == Receipt(2, 2, repeated=True)
    assert positions(history) == [1, 2, 3]


def test_the_id_of_a_command_is_not_good_for_another_one(history):
    first = notes("note-1", 0, "а")
    history.append(first)
    with pytest.raises(CommandReused):
        history.append(notes("note-2", 0, "б", command=first.command))
    assert positions(history) == [1]


def test_a_stamp_may_fall_behind_the_latest_one_by_two_seconds(history):
    history.append(notes("note-1", 0, "а", at=NOON))
    history.append(notes("note-1", 1, "б", at=NOON - 2 * SECOND))
    with pytest.raises(ClockRefused):
        history.append(notes("note-1", 2, "в", at=NOON - 2 * SECOND - TICK))
    assert positions(history) == [1, 2]


def test_falling_behind_is_measured_from_the_latest_stamp_not_from_the_last_one(history):
    for number, at in enumerate([NOON, NOON - 2 * SECOND]):
        history.append(notes("note-1", number, "а", at=at))
    with pytest.raises(ClockRefused):
        history.append(notes("note-1", 2, "б", at=NOON - 3 * SECOND))
    assert [entry.recorded_at for entry in history.read(after=0, limit=10)] == [NOON, NOON]


def test_a_stamp_ahead_of_the_servers_clock_is_refused_unless_time_is_simulated(history, owner, tenant):
    history.append(notes("note-1", 0, "а", at=server_time(owner) + 3 * SECOND))
    name = sql.Identifier(tenant.schema)
    (source,) = owner.execute("SELECT pg_get_functiondef(%s::regproc)", (f"{tenant.schema}.append",)).fetchone()
    owner.execute(sql.SQL(source.replace("'simulated' = 'real'", "'real' = 'real'")))
    with pytest.raises(ClockRefused):
        history.append(notes("note-1", 1, "б", at=server_time(owner) + 60 * SECOND))
    history.append(notes("note-1", 1, "б", at=server_time(owner) + 2 * SECOND))
    assert owner.execute(sql.SQL("SELECT count(*) FROM {}.event").format(name)).fetchone() == (2,)


def server_time(owner):
    return owner.execute("SELECT clock_timestamp()").fetchone()[0]


def test_what_must_be_unique_has_one_holder(history):
    history.append(notes("note-1", 0, "а", claims=[Claim("number", "17", "one")]))
    history.append(notes("note-1", 1, "б", claims=[Claim("number", "17", "one"), Claim("title", "17", "two")]))
    with pytest.raises(AlreadyClaimed) as raised:
        history.append(notes("note-1", 2, "в", claims=[Claim("number", "18", "two"), Claim("number", "17", "two")]))
    assert raised.value.details == {"kind": "number", "holder": "one"}
    history.append(notes("note-1", 2, "в", claims=[Claim("number", "18", "three")]))
    assert positions(history) == [1, 2, 3]


def test_commands_that_come_together_do_not_claim_the_same(pool, history, tenant):
    one, two = (notes(stream, 0, "а", claims=[Claim("number", "17", stream)]) for stream in ("note-1", "note-2"))
    with pytest.raises(psycopg.errors.UniqueViolation):
        Appender(pool, tenant.schema).together([one, two])
    assert history.head() == 0


def test_boxes_lie_beside_their_events(history, unsound):
    act = notes("note-1", 0, "а", "б")
    history.append(notes("note-2", 0, "в"))
    history.append(Append(act.command, b"d", NOON, act.leaves, act.reads, [Box(1, 0, "key-1", b"\x00box")]))
    assert history.boxes([1, 2, 3]) == {(3, 0): Box(0, 0, "key-1", b"\x00box")}


def test_bytes_beyond_the_limit_are_refused_by_the_database_too(history, unsound):
    act = notes("note-1", 0, "а")
    (one,) = act.leaves
    for size in (60_000, 60_001):
        leaves = [one._replace(stream=f"note-{size}", data=b"x" * size)]
        append = Append(str(uuid4()), b"d", NOON, leaves, {f"note-{size}": 0})
        if size == 60_000:
            history.append(append)
        else:
            with pytest.raises(psycopg.errors.CheckViolation):
                history.append(append)
    assert history.head() == 1


def test_recall_finds_the_tails_of_streams_and_the_commands_first_answer(history):
    act = notes("note-1", 0, "а", "б", "в")
    history.append(act)
    history.append(notes("note-2", 0, "г"))
    recall = history.recall({"note-1": 1, "note-2": 0, "note-3": 0}, command=act.command, digest=act.digest)
    assert [one.event.topic for one in recall.events["note-1"]] == ["б", "в"]
    assert [(one.position, one.version) for one in recall.events["note-1"]] == [(2, 2), (3, 3)]
    assert [one.event.topic for one in recall.events["note-2"]] == ["г"]
    assert recall.events["note-3"] == []
    assert recall.receipt == Receipt(3, 3, repeated=True)
    assert history.recall({"note-1": 3}, command=str(uuid4())).receipt is None
    with pytest.raises(CommandReused):
        history.recall({}, command=act.command, digest=b"other")


def test_streams_are_read_as_of_a_position(history):
    for stream, after in [("note-1", 0), ("note-2", 0), ("note-1", 1)]:
        history.append(notes(stream, after, "а"))
    found = history.streams(["note-1", "note-2", "note-1"], up_to=2)
    assert {stream: [one.position for one in events] for stream, events in found.items()} == {
        "note-1": [1],
        "note-2": [2],
    }
    assert [one.position for one in history.stream("note-1")] == [1, 3]
    assert [entry.position for entry in history.entries("note-1", up_to=2)] == [1]


def test_a_moment_is_turned_into_the_last_position_recorded_by_then(history):
    assert history.position_at(NOON) == 0
    for number in range(7):
        history.append(notes("note-1", number, "а", at=NOON + number * SECOND))
    assert history.position_at(NOON - TICK) == 0
    assert history.position_at(NOON) == 1
    assert history.position_at(NOON + 3 * SECOND - TICK) == 3
    assert history.position_at(NOON + 3 * SECOND) == 4
    assert history.position_at(NOON + 60 * SECOND) == 7
