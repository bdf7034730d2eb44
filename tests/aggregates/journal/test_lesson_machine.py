"""Any course of a lesson: its cells agree with a plain model, and what is decided always folds."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from aggregates.journal.lesson.absences import Absence, state_reason
from aggregates.journal.lesson.corrections import Justification
from aggregates.journal.lesson.decisions import open_column, remove
from aggregates.journal.lesson.entries import Entry, record
from aggregates.journal.lesson.events import Reason, WorkKind
from aggregates.journal.lesson.refusals import EditWindowClosed, LessonIsRemoved, TooFarAhead
from aggregates.journal.lesson.state import fold
from aggregates.journal.lesson.window import Limits, Place
from aggregates.journal.symbols import SYMBOLS
from ledger.refusal import Refusal
from tests.aggregates.journal.classroom import CLASS_TEACHER, MASHA, OCTOBER_1, PETYA, SCHEDULED, STRANGER, by

PLACE = Place(frozenset({MASHA, PETYA}), Limits(version=1, edit_days=14, ahead_days=14))
MARKS, ATTENDANCE = {"1", "2", "3", "4", "5", "осв."}, {"ОТ", "УП", "Б", "НП", "ОП"}
ABSENCES = ATTENDANCE - {"ОП"}

pupils = st.sampled_from([MASHA] * 4 + [PETYA] * 3 + [STRANGER])
columns = st.sampled_from([1, 1, 2, 3, None])
symbols = st.sampled_from([*SYMBOLS, None, None, None, "6"])
reasons = st.none() | st.sampled_from(Reason)
entries = st.builds(Entry, pupils, columns, symbols, st.builds(Justification, reasons))
moments = st.sampled_from([-14, -13, 0, 1, 13, 14, 14, 15]).map(lambda days: OCTOBER_1 + timedelta(days=days))


def key_of(entry):
    return entry.pupil, None if entry.symbol in ATTENDANCE else entry.column


class Lessons(RuleBasedStateMachine):
    """Commands at random, beside a dictionary of cells."""

    @initialize()
    def schedule(self):
        self.version = 0
        self.lesson = None
        self.record([SCHEDULED])
        self.cells = {}
        self.columns = {1}
        self.removed = False

    def record(self, events):
        for event in events:
            self.version += 1
            self.lesson = fold(self.lesson, [(self.version, event)])

    def attempt(self, decision, *arguments):
        """Decide, and record what was decided; return the refusal if there was one."""
        try:
            decided = decision(self.lesson, *arguments)
        except Refusal as refusal:
            return refusal
        self.record(one.event for one in decided)
        return None

    def refused_by_the_calendar(self, refusal, today):
        """Whether the day alone forbids entries, and the refusal says so."""
        days = (today - OCTOBER_1).days
        expected = TooFarAhead if days <= -14 else EditWindowClosed if days > 14 else None
        if expected is not None:
            assert type(refusal) is (LessonIsRemoved if self.removed else expected)
        return expected is not None

    @rule(entries=st.lists(entries, min_size=1, max_size=3), today=moments, careful=st.booleans())
    def record_marks(self, entries, today, careful):
        before = dict(self.cells)
        if careful:
            entries = [self.justified(entry) for entry in entries]
        refusal = self.attempt(record, entries, PLACE, by(on=today))
        if self.refused_by_the_calendar(refusal, today):
            return
        after = None if self.removed else self.written(before, entries)
        assert (refusal is None) == (after is not None), refusal
        self.cells = before if after is None else after

    def justified(self, entry):
        """The entry as a teacher sends it who knows what stands in the cell."""
        reason = None if self.cells.get(key_of(entry)) is None else Reason.MISENTRY
        return replace(entry, why=Justification(reason))

    def written(self, cells, entries):
        """The cells after *entries*, None if a plain reading of the rules forbids them."""
        after, touched = dict(cells), set()
        for entry in entries:
            key = key_of(entry)
            old = cells.get(key)
            legal = entry.pupil != STRANGER and key not in touched and (key[1] is None or key[1] in self.columns)
            fits = entry.symbol is None or entry.symbol in (ATTENDANCE if key[1] is None else MARKS)
            justified = entry.symbol == old or (old is None) == (entry.why.reason is None)
            if not (legal and fits and justified):
                return None
            touched.add(key)
            after[key] = entry.symbol
        after = {key: symbol for key, symbol in after.items() if symbol is not None}
        return after if all(self.sensible(pupil, after) for pupil, _ in touched) else None

    def sensible(self, pupil, cells):
        marked = any(cells.get((pupil, column)) in MARKS - {"осв."} for column in self.columns)
        return not (marked and cells.get((pupil, None)) in ABSENCES)

    @rule(pupil=pupils, symbol=st.sampled_from(sorted(SYMBOLS)), reason=reasons, today=moments)
    def state_absence_reason(self, pupil, symbol, reason, today):
        absence = Absence(pupil, symbol, Justification(reason))
        refusal = self.attempt(state_reason, absence, PLACE, by(CLASS_TEACHER, today))
        if refusal is None:
            assert not self.removed
            old = self.cells[pupil, None]
            assert old in ABSENCES
            assert symbol in ABSENCES - {"ОТ"}
            assert old in {"ОТ", symbol} or reason is not None
            self.cells[pupil, None] = symbol

    @rule(column=st.sampled_from([1, 2, 3]))
    def open_column(self, column):
        refusal = self.attempt(open_column, SCHEDULED.teacher, column, WorkKind.TEST, None)
        assert (refusal is None) == (column not in self.columns and not self.removed)
        self.columns = self.columns if self.removed else self.columns | {column}

    @precondition(lambda self: self.version > 3)
    @rule()
    def remove_lesson(self):
        refusal = self.attempt(remove, "карантин")
        assert (refusal is None) == (not self.cells and not self.removed)
        self.removed = self.removed or refusal is None

    @invariant()
    def cells_agree(self):
        standing = {tuple(cell): written.symbol for cell, written in self.lesson.cells.items() if written.symbol}
        assert standing == self.cells

    @invariant()
    def nobody_absent_has_a_mark(self):
        assert all(self.sensible(pupil, self.cells) for pupil in (MASHA, PETYA))


TestLessons = Lessons.TestCase
TestLessons.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
