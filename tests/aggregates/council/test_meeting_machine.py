"""Any course of a meeting: what the rules let through agrees with a plain reading of the regulation."""

from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from aggregates.council.meeting.decisions import arrive, leave, note_absence, take_chair
from aggregates.council.meeting.events import (
    BallotCast,
    Choice,
    DecisionAdopted,
    DecisionNotAdopted,
    Excuse,
    VoteClosed,
    VoteOpened,
)
from aggregates.council.meeting.state import fold
from aggregates.council.meeting.voting import cast, close_vote, open_vote
from ledger.refusal import Refusal
from tests.aggregates.council.sittings import (
    CHAIR,
    DEPUTY,
    MOTION,
    PEOPLE,
    PROGRAMME,
    SECRETARY,
    by,
    composition,
    sitting_of,
)

SMALL = 6
"""A council of six: four are exactly two thirds of it, and ties, majorities and lost quorums all come up often."""

people = st.sampled_from(PEOPLE[:SMALL])
sizes = st.integers(SMALL - 3, SMALL)
choices = st.sampled_from(Choice)


class Meetings(RuleBasedStateMachine):
    """Acts at random, beside a model kept in sets and fractions."""

    @initialize()
    def begin(self):
        self.events = []
        self.meeting = None
        self.members = composition(SMALL)
        self.present = set(PEOPLE[:5])
        self.questions = 0
        self.entitled = {}
        self.ballots = {}
        self.record(sitting_of(5))

    def record(self, events):
        self.events += events
        self.meeting = fold(self.meeting, enumerate(events, start=len(self.events)))

    def attempt(self, decide, *arguments, **details):
        """Return the events of a decision, or None if it is refused."""
        try:
            events = [decided.event for decided in decide(self.meeting, *arguments, **details)]
        except Refusal:
            return None
        self.record(events)
        return events

    @rule(person=people)
    def somebody_arrives(self, person):
        if self.attempt(arrive, self.members, (person,), stamp=by(SECRETARY)):
            assert person not in self.present
            assert person in self.members.members
            self.present.add(person)

    @rule(person=people)
    def somebody_leaves(self, person):
        left = self.attempt(leave, person)
        assert (left is not None) == (person in self.present)
        self.present.discard(person)

    @rule()
    def the_chair_stays_away(self):
        self.attempt(note_absence, self.members, CHAIR, Excuse.EXCUSED)

    @rule(size=sizes)
    def an_order_changes_the_composition(self, size):
        self.members = composition(size, self.members.composition + 1)

    @rule(person=st.sampled_from([CHAIR, DEPUTY, SECRETARY]))
    def somebody_takes_the_chair(self, person):
        if self.attempt(take_chair, self.members, stamp=by(person)):
            assert person in self.present
            assert person == CHAIR or (person == DEPUTY and CHAIR not in self.present)

    @rule()
    def a_vote_opens(self):
        question = f"question-{self.questions}"
        there = self.present & self.members.members
        was_going_on = self.going_on
        opened = self.attempt(
            open_vote, self.members, question=question, item=PROGRAMME, motion=MOTION, stamp=by(SECRETARY)
        )
        if opened:
            (event,) = opened
            assert isinstance(event, VoteOpened)
            assert Fraction(len(there), len(self.members.members)) > Fraction(2, 3)
            assert not was_going_on
            assert set(event.entitled) == there
            self.questions += 1
            self.entitled[question] = (there, event.presiding)
            self.ballots[question] = {}

    @property
    def going_on(self):
        return self.meeting.open_question

    @precondition(lambda self: self.entitled)
    @rule(person=people, choice=choices)
    def somebody_votes(self, person, choice):
        self.vote(person, choice)

    def vote(self, person, choice):
        question = f"question-{self.questions - 1}"
        may = (
            self.going_on == question
            and person in self.entitled[question][0]
            and person in self.present
            and person not in self.ballots[question]
        )
        expected = [BallotCast(question, person, choice, None)] if may else None
        assert self.attempt(cast, question=question, choice=choice, reason=None, stamp=by(person)) == expected
        if may:
            self.ballots[question][person] = choice

    @precondition(lambda self: self.entitled and self.going_on)
    @rule(answers=st.permutations([Choice.FOR, Choice.FOR, Choice.AGAINST, Choice.AGAINST, *Choice]))
    def everybody_votes(self, answers):
        for person, choice in zip(PEOPLE[:SMALL], answers, strict=False):
            self.vote(person, choice)

    @precondition(lambda self: self.entitled and self.going_on)
    @rule()
    def the_vote_closes(self):
        question = self.going_on
        closed, decision = self.attempt(close_vote, self.members, question=question, stamp=by(SECRETARY))
        (entitled, presiding), ballots = self.entitled[question], self.ballots[question]
        assert isinstance(closed, VoteClosed)
        votes = list(ballots.values())
        in_favour, against = votes.count(Choice.FOR), votes.count(Choice.AGAINST)
        tie = in_favour == against
        carried = ballots.get(presiding) is Choice.FOR if tie else Fraction(in_favour, len(entitled)) > Fraction(1, 2)
        assert isinstance(decision, DecisionAdopted if carried else DecisionNotAdopted)
        if not tie:
            assert decision.casting_vote is None

    @invariant()
    def the_state_does_not_depend_on_how_it_was_folded(self):
        assert self.meeting == fold(None, enumerate(self.events, start=1))

    @invariant()
    def who_is_present_is_known(self):
        assert self.meeting.present == self.present

    @invariant()
    def every_ballot_is_kept_once(self):
        kept = {question: dict(vote.ballots) for question, vote in self.meeting.votes.items()}
        assert kept == self.ballots


Meetings.TestCase.settings = settings(max_examples=100, stateful_step_count=50, deadline=None)
TestMeetings = Meetings.TestCase
