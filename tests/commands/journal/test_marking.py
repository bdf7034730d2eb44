"""Marks and attendance on a real ledger: what is recorded together, what is refused, what a repeat gets."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from aggregates.catalogue import CATALOGUE
from aggregates.journal.lesson.events import AbsenceReasonStated, MarkRecorded, Reason, WorkKind
from aggregates.journal.lesson.refusals import (
    CellChanged,
    EditWindowClosed,
    LessonUnknown,
    NotYourLesson,
    SymbolNotAllowed,
    TooFarAhead,
)
from aggregates.journal.symbols import Attendance, Mark
from aggregates.rights import NotPermitted
from commands.executor import Executor
from commands.journal import (
    appoint_substitute,
    assign_homework,
    open_column,
    record_marks,
    record_topic,
)
from commands.journal.record_marks import CellEntry, RecordMarks
from commands.memory import Memory
from commands.sealing import Sealer
from ledger.history import CommandReused

OCTOBER_1, OCTOBER_2, OCTOBER_6 = date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 6)
CORRECTION = {"reason": Reason.MISENTRY}


def test_a_refused_entry_leaves_nothing_of_the_others(school, history):
    school.clock("2026-10-01 12:00")
    before = history.head()
    with pytest.raises(SymbolNotAllowed) as refused:
        school.mark(OCTOBER_1, ("P1", "4"), ("P2", "7"))
    assert refused.value.details["pupil"] == school.people["P2"]
    assert history.head() == before


def test_a_class_of_marks_is_one_command_and_its_repeat_gets_the_same_receipt(school, history):
    school.clock("2026-10-01 12:00")
    entries = tuple(CellEntry(pupil=school.people[f"P{number}"], symbol="4") for number in range(1, 10))
    command = RecordMarks(lesson=school.lessons["mathematics", OCTOBER_1], entries=entries)
    caller = school.caller("T-M")
    receipt = school.executor.perform(record_marks.handle, command, caller)
    assert (receipt.count, receipt.repeated) == (9, False)
    head = history.head()
    repeated = school.executor.perform(record_marks.handle, command, caller)
    assert (repeated.position, repeated.count, repeated.repeated) == (receipt.position, 9, True)
    assert history.head() == head


def test_a_lesson_known_before_is_read_with_its_class_and_year_in_one_round_trip(
    school, entropy, keyring, history, monkeypatch
):
    reads, recall = [], history.recall

    def watched(after, **options):
        reads.append(sorted(stream.partition("-")[0] for stream in after))
        return recall(after, **options)

    monkeypatch.setattr(history, "recall", watched)
    school.executor = Executor(history, CATALOGUE, Sealer(keyring), Memory(), entropy)
    school.clock("2026-10-01 12:00")
    school.mark(OCTOBER_1, ("P1", "4"))
    school.mark(OCTOBER_1, ("P2", "4"))
    assert reads == [["lesson"], ["class", "year"], ["class", "lesson", "year"]]


def test_what_stands_there_already_is_not_recorded_again(school, history):
    school.clock("2026-10-01 12:00")
    school.mark(OCTOBER_1, ("P1", "4"))
    before = history.head()
    assert school.mark(OCTOBER_1, ("P1", "4")).count == 0
    assert history.head() == before


def test_a_command_that_changed_nothing_changes_nothing_when_it_is_repeated_later(school):
    school.clock("2026-10-01 12:00")
    fractions, percents = (
        record_topic.RecordTopic(lesson=school.lessons["mathematics", OCTOBER_1], topic=topic)
        for topic in ("Дроби", "Проценты")
    )
    school.perform("T-M", record_topic, fractions)
    caller = school.caller("T-M")
    first = school.executor.perform(record_topic.handle, fractions, caller)
    school.perform("T-M", record_topic, percents)
    repeated = school.executor.perform(record_topic.handle, fractions, caller)
    assert (first.count, repeated.count, repeated.position, repeated.repeated) == (0, 0, first.position, True)
    assert school.of_lesson(OCTOBER_1)[-1].topic == "Проценты"
    with pytest.raises(CommandReused):
        school.executor.perform(record_topic.handle, percents, caller)


def test_an_entry_made_on_a_stale_page_is_refused_only_if_its_cell_changed(school):
    school.clock("2026-10-01 12:00")
    school.mark(OCTOBER_1, ("P1", "4"))
    school.mark(OCTOBER_1, ("P2", "3"))
    school.mark(OCTOBER_1, ("P1", "5", CORRECTION), seen=2)
    with pytest.raises(CellChanged) as refused:
        school.mark(OCTOBER_1, ("P1", "3", CORRECTION), seen=2)
    assert refused.value.details["symbol"] == "5"


def test_two_who_save_at_once_are_both_heard(school):
    school.clock("2026-10-01 12:00")
    pairs = [("P1", "P2"), ("P3", "P4"), ("P5", "P6"), ("P7", "P8")]
    with ThreadPoolExecutor(2) as pool:
        for pair in pairs:
            receipts = list(pool.map(lambda pupil: school.mark(OCTOBER_1, (pupil, "4")), pair))
            assert [receipt.count for receipt in receipts] == [1, 1]
    marked = {event.pupil for event in school.of_lesson(OCTOBER_1)[1:]}
    assert marked == {school.people[pupil] for pair in pairs for pupil in pair}


def test_two_who_fill_one_cell_at_once_do_not_overwrite_each_other(school):
    school.clock("2026-10-01 12:00")

    def fill(symbol):
        try:
            return school.mark(OCTOBER_1, ("P1", symbol), seen=1)
        except CellChanged as refused:
            return refused

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(fill, ["4", "5"]))
    assert sorted(isinstance(answer, CellChanged) for answer in answers) == [False, True]
    assert len(school.of_lesson(OCTOBER_1)) == 2


def test_only_whoever_teaches_the_lesson_writes_in_it_even_a_colleague_does_not(school):
    school.clock("2026-10-01 12:00")
    with pytest.raises(NotYourLesson):
        school.mark(OCTOBER_1, ("P1", "4"), by="T-Mu")
    with pytest.raises(NotPermitted):
        school.mark(OCTOBER_1, ("P1", "4"), by="DEP")
    substitution = appoint_substitute.AppointSubstitute(
        lesson=school.lessons["mathematics", OCTOBER_1], teacher=school.people["T-Mu"]
    )
    school.perform("DEP", appoint_substitute, substitution)
    school.mark(OCTOBER_1, ("P1", "4"), by="T-Mu")
    assert school.of_lesson(OCTOBER_1)[-1] == MarkRecorded(school.people["P1"], 1, Mark.FOUR)


def test_a_lesson_that_was_never_scheduled_is_unknown(school):
    school.lessons["mathematics", date(2026, 10, 7)] = school.new_id()
    with pytest.raises(LessonUnknown):
        school.mark(date(2026, 10, 7), ("P1", "4"))


def test_the_local_date_of_the_school_counts(school):
    school.clock("2026-10-15 23:59")
    assert school.at.date() == date(2026, 10, 15)
    school.mark(OCTOBER_1, ("P1", "4"))
    school.clock("2026-10-16 00:00")
    assert school.at.date() == date(2026, 10, 15), "in UTC the day is not over"
    with pytest.raises(EditWindowClosed):
        school.mark(OCTOBER_1, ("P2", "4"))


def test_a_lesson_thirteen_days_ahead_is_near_enough(school):
    school.clock("2026-09-17 23:59")
    with pytest.raises(TooFarAhead):
        school.mark(OCTOBER_1, ("P1", "ОТ"))
    school.clock("2026-09-18 00:00")
    school.mark(OCTOBER_1, ("P1", "ОТ"))


def test_topic_homework_and_a_second_column_belong_to_the_lesson(school):
    school.clock("2026-10-02 12:00")
    lesson = school.lessons["mathematics", OCTOBER_1]
    school.perform("T-M", record_topic, record_topic.RecordTopic(lesson=lesson, topic="Дроби"))
    school.perform("T-M", assign_homework, assign_homework.AssignHomework(lesson=lesson, homework="Выучить правило"))
    second = open_column.OpenColumn(lesson=lesson, column=2, kind=WorkKind.CONTROL, title="Контрольная работа № 1")
    school.perform("T-M", open_column, second)
    school.mark(OCTOBER_1, ("P1", "4", {"column": 2}))
    _, topic, homework, _, mark = school.of_lesson(OCTOBER_1)
    assert (topic.late, homework.late, mark.column) == (True, True, 2)


def test_the_class_teacher_states_one_reason_for_several_lessons(school):
    school.clock("2026-10-06 12:00")
    for on in (OCTOBER_1, OCTOBER_2):
        school.mark(on, ("P1", "ОТ"))
    with pytest.raises(NotPermitted):
        school.state_reason("P1", "Б", OCTOBER_1, OCTOBER_2, by="T-CB")
    school.state_reason("P1", "Б", OCTOBER_1, OCTOBER_2)
    stated = AbsenceReasonStated(school.people["P1"], Attendance.ABSENT, Attendance.ILLNESS)
    assert [school.of_lesson(on)[-1] for on in (OCTOBER_1, OCTOBER_2)] == [stated, stated]
