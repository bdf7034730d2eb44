"""Who is at a meeting and who presides (KES-014, KES-033, KES-034, KES-040)."""

import pytest

from aggregates.council.meeting.decisions import (
    arrive,
    close,
    convene,
    establish_quorum,
    known,
    leave,
    note_absence,
    take_chair,
)
from aggregates.council.meeting.events import (
    AbsenceNoted,
    AgendaItem,
    Excuse,
    MeetingClosed,
    MeetingConvened,
    MemberArrived,
    MemberLeft,
    PresidingTaken,
    QuorumEstablished,
    QuorumNotReached,
)
from aggregates.council.meeting.refusals import (
    AbsenceAlreadyNoted,
    AlreadyConvened,
    AlreadyPresent,
    AlreadyPresides,
    ChairNotAbsent,
    DayPassed,
    ItemRepeated,
    MayNotPreside,
    MeetingOver,
    MeetingUnknown,
    NotBegun,
    NotConducting,
    NotMember,
    NotPresent,
    PresentNotAbsent,
    VoteStillOpen,
)
from ledger.envelope import Rule
from tests.aggregates.council.sittings import (
    CHAIR,
    CHAIR_AWAY,
    CHAIR_PRESIDES,
    CONVENED,
    COUNCIL,
    DAY,
    DEPUTY,
    DEPUTY_PRESIDES,
    EVE,
    PEOPLE,
    QUESTION,
    SECRETARY,
    arrived,
    by,
    composition,
    given,
    meeting_after,
    rules,
    sitting_of,
    vote_of,
    without_the_chair,
)

MEMBER, ANOTHER = PEOPLE[3], PEOPLE[4]
ALL = composition()


def test_a_meeting_is_called_to_a_day_to_come():
    given().when(convene, CONVENED, stamp=by(SECRETARY, on=EVE)).then(CONVENED)


def test_a_meeting_may_be_called_for_today():
    given().when(convene, CONVENED, stamp=by(SECRETARY, on=DAY)).then(CONVENED)


def test_nobody_is_called_to_yesterday():
    yesterday = MeetingConvened(COUNCIL, "7", EVE, CONVENED.agenda)
    given().when(convene, yesterday, stamp=by(SECRETARY, on=DAY)).refused(DayPassed, on=EVE, today=DAY)


def test_a_meeting_is_called_once():
    given(CONVENED).when(convene, CONVENED, stamp=by(SECRETARY)).refused(AlreadyConvened, number="7", on=DAY)


def test_an_item_stands_on_the_agenda_once():
    twice = (AgendaItem("item-1", "О программе"), AgendaItem("item-1", "О плане"))
    given().when(convene, MeetingConvened(COUNCIL, "7", DAY, twice), stamp=by(SECRETARY)).refused(
        ItemRepeated, item="item-1"
    )


def test_a_meeting_that_nobody_called_is_unknown():
    with pytest.raises(MeetingUnknown):
        known(None, "meeting-1")


def test_members_arrive_together():
    given(CONVENED).when(arrive, ALL, (MEMBER, ANOTHER), stamp=by(SECRETARY)).then(
        MemberArrived(MEMBER), MemberArrived(ANOTHER)
    )


def test_nobody_arrives_before_the_day():
    given(CONVENED).when(arrive, ALL, (MEMBER,), stamp=by(SECRETARY, on=EVE)).refused(NotBegun, on=DAY, today=EVE)


def test_an_outsider_does_not_arrive():
    given(CONVENED).when(arrive, ALL, (MEMBER, "guest"), stamp=by(SECRETARY)).refused(NotMember, person="guest")


def test_nobody_arrives_twice():
    given(CONVENED, *arrived(MEMBER)).when(arrive, ALL, (MEMBER,), stamp=by(SECRETARY)).refused(
        AlreadyPresent, member=MEMBER
    )


def test_nobody_arrives_twice_at_once():
    given(CONVENED).when(arrive, ALL, (MEMBER, MEMBER), stamp=by(SECRETARY)).refused(AlreadyPresent, member=MEMBER)


def test_who_left_may_come_back():
    given(CONVENED, *arrived(MEMBER), MemberLeft(MEMBER)).when(arrive, ALL, (MEMBER,), stamp=by(SECRETARY)).then(
        MemberArrived(MEMBER)
    )


def test_a_member_leaves():
    given(CONVENED, *arrived(MEMBER)).when(leave, MEMBER).then(MemberLeft(MEMBER))


def test_who_is_not_there_cannot_leave():
    given(CONVENED).when(leave, MEMBER).refused(NotPresent, member=MEMBER)


def test_who_left_cannot_leave_again():
    given(CONVENED, *arrived(MEMBER), MemberLeft(MEMBER)).when(leave, MEMBER).refused(NotPresent, member=MEMBER)


def test_an_absence_is_noted():
    given(CONVENED).when(note_absence, ALL, CHAIR, Excuse.EXCUSED).then(AbsenceNoted(CHAIR, Excuse.EXCUSED))


def test_an_absence_is_noted_of_one_who_left():
    given(CONVENED, *arrived(CHAIR), MemberLeft(CHAIR)).when(note_absence, ALL, CHAIR, Excuse.NOT_EXCUSED).then(
        AbsenceNoted(CHAIR, Excuse.NOT_EXCUSED)
    )


def test_who_is_there_is_not_absent():
    given(CONVENED, *arrived(CHAIR)).when(note_absence, ALL, CHAIR, Excuse.EXCUSED).refused(
        PresentNotAbsent, member=CHAIR
    )


def test_an_absence_is_noted_once():
    given(CONVENED, CHAIR_AWAY).when(note_absence, ALL, CHAIR, Excuse.EXCUSED).refused(
        AbsenceAlreadyNoted, member=CHAIR
    )


def test_an_outsider_is_not_absent():
    given(CONVENED).when(note_absence, ALL, "guest", Excuse.EXCUSED).refused(NotMember, person="guest")


def test_the_chair_presides():
    outcome = given(CONVENED, *arrived(CHAIR)).when(take_chair, ALL, stamp=by(CHAIR)).then(PresidingTaken(CHAIR))
    assert rules(outcome) == [Rule("KES-014", 1, "chair")]


def test_the_deputy_presides_when_the_chairs_absence_is_noted():
    outcome = (
        given(CONVENED, CHAIR_AWAY, *arrived(DEPUTY))
        .when(take_chair, ALL, stamp=by(DEPUTY))
        .then(PresidingTaken(DEPUTY))
    )
    assert rules(outcome) == [Rule("KES-014", 1, "deputy-chair")]


def test_the_deputy_does_not_preside_while_the_chairs_absence_is_not_noted():
    given(CONVENED, *arrived(DEPUTY)).when(take_chair, ALL, stamp=by(DEPUTY)).refused(ChairNotAbsent)


def test_the_deputy_does_not_preside_beside_the_chair():
    given(CONVENED, *arrived(CHAIR, DEPUTY)).when(take_chair, ALL, stamp=by(DEPUTY)).refused(ChairNotAbsent)


def test_a_chair_who_came_late_is_no_longer_absent():
    given(CONVENED, CHAIR_AWAY, *arrived(DEPUTY, CHAIR)).when(take_chair, ALL, stamp=by(DEPUTY)).refused(ChairNotAbsent)


def test_the_absence_of_a_chair_who_left_has_to_be_noted_too():
    left = (CONVENED, *arrived(CHAIR, DEPUTY), CHAIR_PRESIDES, MemberLeft(CHAIR))
    given(*left).when(take_chair, ALL, stamp=by(DEPUTY)).refused(ChairNotAbsent)
    given(*left, CHAIR_AWAY).when(take_chair, ALL, stamp=by(DEPUTY)).then(PresidingTaken(DEPUTY))


def test_the_chair_takes_over_from_the_deputy():
    given(CONVENED, CHAIR_AWAY, *arrived(DEPUTY), DEPUTY_PRESIDES, *arrived(CHAIR)).when(
        take_chair, ALL, stamp=by(CHAIR)
    ).then(PresidingTaken(CHAIR))


def test_who_is_not_there_does_not_preside():
    given(CONVENED).when(take_chair, ALL, stamp=by(CHAIR)).refused(NotPresent, member=CHAIR)


@pytest.mark.parametrize("person", [SECRETARY, MEMBER, "guest"])
def test_nobody_else_presides(person):
    given(CONVENED, CHAIR_AWAY, *arrived(SECRETARY, MEMBER)).when(take_chair, ALL, stamp=by(person)).refused(
        MayNotPreside
    )


def test_the_chair_is_taken_once():
    given(*sitting_of(17)).when(take_chair, ALL, stamp=by(CHAIR)).refused(AlreadyPresides)


def test_a_chair_who_left_presides_again_only_after_taking_the_chair():
    back = meeting_after(*sitting_of(17), MemberLeft(CHAIR), *arrived(CHAIR))
    assert back.presiding is None


def test_whoever_presides_goes_on_when_somebody_else_leaves():
    assert meeting_after(*sitting_of(17), MemberLeft(MEMBER)).presiding == CHAIR


def test_seventeen_of_twenty_four_are_competent():
    outcome = given(*sitting_of(17)).when(establish_quorum, ALL).then(QuorumEstablished(24, 17, 17))
    assert rules(outcome) == [Rule("KES-033", 1, "17")]


def test_sixteen_of_twenty_four_are_not():
    given(*sitting_of(16)).when(establish_quorum, ALL).then(QuorumNotReached(24, 16, 17))


@pytest.mark.parametrize(("present", "outcome"), [(15, QuorumNotReached), (16, QuorumEstablished)])
def test_a_smaller_composition_needs_fewer(present, outcome):
    outcome = (
        given(*sitting_of(present)).when(establish_quorum, composition(23, number=2)).then(outcome(23, present, 16))
    )
    assert rules(outcome) == [Rule("KES-033", 2, "16")]


def test_who_left_the_council_no_longer_counts():
    given(*sitting_of(17)).when(establish_quorum, composition(16, number=2)).then(QuorumEstablished(16, 16, 11))


def test_the_secretary_or_whoever_presides_closes_the_meeting():
    given(*sitting_of(3)).when(close, ALL, stamp=by(SECRETARY)).then(MeetingClosed())
    given(*without_the_chair(3)).when(close, ALL, stamp=by(DEPUTY)).then(MeetingClosed())


@pytest.mark.parametrize("person", [DEPUTY, MEMBER])
def test_nobody_else_closes_it(person):
    given(*sitting_of(5)).when(close, ALL, stamp=by(person)).refused(NotConducting)


def test_a_meeting_does_not_end_amid_a_vote():
    given(*sitting_of(17), vote_of(PEOPLE[:17])).when(close, ALL, stamp=by(SECRETARY)).refused(
        VoteStillOpen, question=QUESTION
    )


@pytest.mark.parametrize(
    ("decide", "arguments", "details"),
    [
        (arrive, (ALL, (ANOTHER,)), {"stamp": by(SECRETARY)}),
        (leave, (CHAIR,), {}),
        (note_absence, (ALL, MEMBER, Excuse.EXCUSED), {}),
        (take_chair, (ALL,), {"stamp": by(CHAIR)}),
        (establish_quorum, (ALL,), {}),
        (close, (ALL,), {"stamp": by(SECRETARY)}),
    ],
)
def test_nothing_happens_at_a_meeting_that_is_over(decide, arguments, details):
    given(CONVENED, *arrived(CHAIR), MeetingClosed()).when(decide, *arguments, **details).refused(
        MeetingOver, number="7"
    )
