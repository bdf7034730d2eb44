"""A meeting as it stood: from the ledger alone, equal to what the book said at the time."""

import pytest

from aggregates.catalogue import CATALOGUE
from aggregates.council.meeting.events import Choice
from commands.council import establish_quorum
from projections.council.meeting_query import read_meeting
from replay.meeting_as_of import MeetingsAsOf


@pytest.fixture
def meetings(history):
    return MeetingsAsOf(history, CATALOGUE)


def test_a_meeting_that_was_not_called_by_then_did_not_stand(meetings, chamber):
    convened = chamber.convene().position
    assert meetings.meeting(chamber.meeting, convened - 1) is None
    assert meetings.meeting(chamber.meeting, convened).number == "7"


def test_a_vote_shows_the_ballots_cast_by_then(meetings, chamber):
    question = chamber.new_id()
    chamber.convene()
    chamber.arrive(*chamber.people[:17])
    chamber.take_chair(chamber.chair)
    opened = chamber.open_vote(question).position
    first, second = (chamber.vote(person, question).position for person in chamber.people[:2])
    closed = chamber.close_vote(question).position

    def cast(position):
        (shown,) = meetings.meeting(chamber.meeting, position).questions
        return [ballot.choice for ballot in shown.ballots].count(Choice.FOR), shown.decision is not None

    assert [cast(position) for position in (opened, first, second, closed)] == [
        (0, False),
        (1, False),
        (2, False),
        (2, True),
    ]


def test_the_book_and_the_ledger_show_the_same_meeting_at_every_step(
    meetings, chamber, history, keeper, reader, tenant
):
    chamber.hold(chamber.new_id(), in_favour=range(8), against=range(8, 16), abstained=[16])
    chamber.leave(chamber.people[16])
    chamber.by_secretary(establish_quorum, establish_quorum.EstablishQuorum(meeting=chamber.meeting))
    chamber.leave(chamber.chair)
    chamber.note_absence(chamber.chair)
    chamber.arrive(*chamber.people[16:20])
    chamber.take_chair(chamber.deputy)
    chamber.decide(chamber.new_id(), in_favour=range(1, 12))

    compared = 0
    while keeper.step(1):
        kept = read_meeting(reader, tenant.schema, chamber.meeting)
        if kept is not None:
            assert meetings.meeting(chamber.meeting, kept.position) == kept
            compared += 1
    assert compared > 60
    assert kept.position == history.head()
