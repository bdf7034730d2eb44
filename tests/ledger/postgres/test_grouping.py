"""Appends that wait go together, unless one could see the other; each gets the answer that it would get alone."""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from uuid import uuid4

import pytest

from ledger.history import AlreadyClaimed, Claim, Receipt, Stale, Unavailable
from ledger.postgres import grouping
from ledger.postgres.appending import Appender
from ledger.postgres.grouping import Grouping
from tests.acts import NOON, notes


def company(first, *others):
    """Return who of the others goes with the first, by number, and who stays."""
    queue = deque(grouping._Ticket(append) for append in others)
    group = grouping._company(grouping._Ticket(first), queue)
    return [others.index(ticket.append) for ticket in group], [others.index(ticket.append) for ticket in queue]


def test_commands_about_different_streams_go_together():
    shared = {"class-7": 3}
    assert company(notes("a", 0, "т", reads=shared), notes("b", 0, "т", reads=shared)) == ([0], [])


@pytest.mark.parametrize(
    "other",
    [
        notes("a", 1, "писать туда же"),
        notes("b", 0, "читать то, что пишет первый", reads={"a": 0}),
        notes("class-7", 3, "писать то, что первый читает"),
        notes("b", 0, "знать другую версию", reads={"class-7": 4}),
        notes("b", 0, "занять то же", claims=[Claim("number", "17", "b")]),
    ],
    ids=lambda append: append.digest.decode(),
)
def test_commands_that_could_see_one_another_do_not_go_together(other):
    first = notes("a", 0, "т", reads={"class-7": 3}, claims=[Claim("number", "17", "a")])
    third = notes("c", 0, "т", claims=[Claim("number", "18", "c")])
    assert company(first, other, third) == ([1], [0])


def test_the_same_command_does_not_go_with_itself():
    command = str(uuid4())
    assert company(notes("a", 0, "т", command=command), notes("b", 0, "т", command=command)) == ([], [0])


def test_a_group_is_bounded(monkeypatch):
    monkeypatch.setattr(grouping, "COMMANDS", 2)
    assert company(*(notes(stream, 0, "т") for stream in "abc")) == ([0], [1])
    monkeypatch.setattr(grouping, "LEAVES", 3)
    assert company(notes("a", 0, *"тттт"), notes("b", 0, "т")) == ([], [0])


class Gate:
    """Sends groups through an appender and keeps the first one waiting until others have queued."""

    def __init__(self, send):
        self.send = send
        self.entered, self.open = Event(), Event()
        self.groups = []

    def __call__(self, appends):
        self.entered.set()
        self.open.wait()
        self.groups.append([append.leaves[0].stream for append in appends])
        return self.send(appends)


def together(gate, first, *others):
    """Send *first*, then the others while it is under way, and return how each one ended."""
    group = Grouping(gate)

    def end(append):
        try:
            return group.append(append)
        except BaseException as error:  # noqa: BLE001 - how it ended is what is asked
            return error

    with ThreadPoolExecutor(8) as threads:
        ends = [threads.submit(end, first)]
        gate.entered.wait()
        for number, append in enumerate(others, start=1):
            ends.append(threads.submit(end, append))
            while len(group._queue) < number:
                pass
        gate.open.set()
        return [one.result() for one in ends]


@pytest.fixture
def gate(pool, tenant):
    return Gate(Appender(pool, tenant.schema)._send)


def test_those_who_waited_are_recorded_in_one_go_in_the_order_of_their_stamps(gate, history):
    later = notes("b", 0, "т", "т", at=NOON + timedelta(seconds=1))
    ends = together(gate, notes("a", 0, "т"), later, notes("c", 0, "т", "т"))
    assert gate.groups == [["a"], ["c", "b"]]
    assert ends == [Receipt(1, 1), Receipt(5, 2), Receipt(3, 2)]
    assert [entry.stream for entry in history.read(after=0, limit=10)] == ["a", "c", "c", "b", "b"]
    assert history.append(later) == Receipt(5, 2, repeated=True)


def test_one_that_cannot_be_recorded_does_not_harm_its_company(gate, history):
    ends = together(gate, notes("a", 0, "т"), notes("b", 7, "т"), notes("c", 0, "т"))
    assert gate.groups[:2] == [["a"], ["b", "c"]]
    assert sorted(gate.groups[2:]) == [["b"], ["c"]]
    assert isinstance(ends[1], Stale)
    assert ends[2] == Receipt(2, 1)
    assert history.head() == 2


def test_what_must_be_unique_has_one_holder_among_those_who_waited(gate, history):
    seventeen = [notes(stream, 0, "т", claims=[Claim("number", "17", stream)]) for stream in "bc"]
    ends = together(gate, notes("a", 0, "т"), *seventeen)
    assert {type(end) for end in ends[1:]} == {AlreadyClaimed, Receipt}
    assert history.head() == 2


def test_when_the_database_is_away_everybody_is_told():
    def away(appends):
        raise Unavailable

    ends = together(Gate(away), *(notes(stream, 0, "т") for stream in "abc"))
    assert [type(end) for end in ends] == [Unavailable] * 3


def test_a_leader_that_is_broken_off_leaves_nobody_waiting():
    def interrupted(appends):
        raise KeyboardInterrupt

    ends = together(Gate(interrupted), *(notes(stream, 0, "т") for stream in "abc"))
    assert [type(end) for end in ends] == [KeyboardInterrupt, KeyboardInterrupt, Unavailable]
