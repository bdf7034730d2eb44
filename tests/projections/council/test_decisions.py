"""The book of the council's decisions shows a meeting as it went, from the book and from the ledger alike."""

import pytest

from aggregates.council.meeting.events import Choice, Tally
from commands.council import close_meeting, establish_quorum
from projections.council.decisions import Presence
from projections.council.meeting_query import read_decisions, read_meeting, read_meetings
from tests.chamber import DAY


@pytest.fixture
def read(keeper, reader, tenant, chamber):
    """Return the meeting as the book has it, brought up to date."""

    def reading():
        keeper.catch_up()
        return read_meeting(reader, tenant.schema, chamber.meeting)

    return reading


def test_a_meeting_that_nobody_called_is_not_in_the_book(read):
    assert read() is None


def test_a_meeting_shows_its_day_number_and_agenda(chamber, read):
    chamber.convene(number="7")
    meeting = read()
    assert (meeting.council, meeting.number, meeting.on, meeting.is_over) == (chamber.council, "7", DAY, False)
    assert [(item.item, item.title) for item in meeting.agenda] == [(chamber.item, "О программе курсов")]


def test_a_meeting_shows_who_came_left_was_absent_and_presides(chamber, read):
    chamber.convene()
    chamber.note_absence(chamber.chair)
    chamber.arrive(chamber.deputy, chamber.people[3])
    chamber.take_chair(chamber.deputy)
    chamber.leave(chamber.people[3])
    meeting = read()
    assert [(line.member, line.presence) for line in meeting.attendance] == [
        (chamber.chair, Presence.ABSENT),
        (chamber.deputy, Presence.ARRIVED),
        (chamber.people[3], Presence.ARRIVED),
        (chamber.deputy, Presence.PRESIDES),
        (chamber.people[3], Presence.LEFT),
    ]
    assert (meeting.present, meeting.presiding) == ((chamber.deputy,), chamber.deputy)


def test_nobody_presides_after_whoever_presided_left(chamber, read):
    chamber.convene()
    chamber.arrive(chamber.chair)
    chamber.take_chair(chamber.chair)
    chamber.leave(chamber.chair)
    assert read().presiding is None


def test_a_meeting_shows_each_quorum_that_was_established(chamber, read):
    chamber.convene()
    chamber.arrive(*chamber.people[:16])
    chamber.by_secretary(establish_quorum, establish_quorum.EstablishQuorum(meeting=chamber.meeting))
    chamber.compose(size=23, number="509")
    chamber.by_secretary(establish_quorum, establish_quorum.EstablishQuorum(meeting=chamber.meeting))
    assert [(one.reached, one.composition, one.total, one.present, one.needed) for one in read().quorums] == [
        (False, 1, 24, 16, 17),
        (True, 2, 23, 16, 16),
    ]


def test_an_open_vote_shows_who_may_still_vote(chamber, read):
    question = chamber.new_id()
    chamber.convene()
    chamber.arrive(*chamber.people[:17])
    chamber.take_chair(chamber.chair)
    chamber.open_vote(question)
    chamber.vote(chamber.people[4], question, Choice.AGAINST, "Мало практики")
    (shown,) = read().questions
    assert (shown.question, shown.total, shown.present, shown.needed) == (question, 24, 17, 17)
    assert {ballot.member for ballot in shown.ballots} == set(chamber.people[:17])
    assert [(one.member, one.choice, one.reason) for one in shown.ballots if one.choice] == [
        (chamber.people[4], Choice.AGAINST, "Мало практики")
    ]
    assert shown.decision is None


def test_a_closed_vote_shows_its_count_and_the_vote_that_broke_the_tie(chamber, read):
    question = chamber.new_id()
    chamber.hold(question, in_favour=range(8), against=range(8, 16), abstained=[16])
    (shown,) = read().questions
    decision = shown.decision
    assert decision.tally == Tally(17, 8, 8, 1)
    assert (decision.adopted, decision.casting_vote, decision.rule) == (True, chamber.chair, "KES-036")


def test_a_decision_without_a_tie_names_no_casting_vote(chamber, read):
    chamber.hold(chamber.new_id(), in_favour=range(8))
    (shown,) = read().questions
    assert (shown.decision.adopted, shown.decision.casting_vote, shown.decision.rule) == (False, None, "KES-035")


def test_a_meeting_that_is_over_says_so(chamber, read):
    chamber.convene()
    chamber.by_secretary(close_meeting, close_meeting.CloseMeeting(meeting=chamber.meeting))
    assert read().is_over


def test_the_register_lists_decisions_newest_first_and_by_pages(chamber, keeper, reader, tenant):
    first, second = chamber.new_id(), chamber.new_id()
    chamber.hold(first, in_favour=range(9))
    chamber.decide(second, against=range(9))
    chamber.open_vote(chamber.new_id())
    keeper.catch_up()
    lines = read_decisions(reader, tenant.schema, chamber.council)
    assert [(line.question, line.decision.adopted, line.title) for line in lines] == [
        (second, False, "О программе курсов"),
        (first, True, "О программе курсов"),
    ]
    (top,) = read_decisions(reader, tenant.schema, chamber.council, limit=1)
    (bottom,) = read_decisions(reader, tenant.schema, chamber.council, before=top.decision.position)
    assert (top.question, bottom.question) == (second, first)


def test_another_councils_decisions_are_not_in_the_register(chamber, keeper, reader, tenant):
    chamber.hold(chamber.new_id(), in_favour=range(9))
    keeper.catch_up()
    assert read_decisions(reader, tenant.schema, chamber.new_id()) == []
    assert read_meetings(reader, tenant.schema, chamber.new_id()) == []


def test_meetings_are_listed_the_latest_first(chamber, keeper, reader, tenant):
    later = chamber.new_id()
    chamber.convene(number="7")
    chamber.convene(meeting=later, number="8", on=DAY.replace(day=DAY.day + 1))
    keeper.catch_up()
    assert [(one.meeting, one.number) for one in read_meetings(reader, tenant.schema, chamber.council)] == [
        (later, "8"),
        (chamber.meeting, "7"),
    ]
