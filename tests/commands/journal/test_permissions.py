"""Edit permissions at work on a real ledger: asked for, granted, used together with the change, and sealed notes."""

from datetime import date

import pytest

from aggregates.journal.lesson.events import Reason
from aggregates.journal.permission.refusals import (
    AlreadyDecided,
    CellAlreadyUsed,
    Expired,
    NotGranted,
    NotYourPupil,
    PermissionUnknown,
)
from aggregates.journal.school_year.refusals import (
    Archived,
)
from commands.journal import (
    archive_school_year,
    record_topic,
)
from ledger.sealing import Sealed
from tests.commands.journal.conftest import ORDER

OCTOBER_1, OCTOBER_2, OCTOBER_6 = date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 6)
CORRECTION = {"reason": Reason.MISENTRY}


def test_notes_and_explanations_are_sealed(school, history):
    school.register("P1")
    school.clock("2026-10-01 12:00")
    school.mark(OCTOBER_1, ("P1", "4"))
    school.mark(OCTOBER_1, ("P1", "5", {"reason": Reason.REASSESSMENT, "note": "решила у доски"}))
    permission = school.new_id()
    school.request(permission, "P1", OCTOBER_1, explanation="лежала в больнице")
    school.refuse(permission, note="выписки нет")

    changed, (requested, refused) = school.of_lesson(OCTOBER_1)[-1], school.recorded(f"permission-{permission}")
    assert type(changed.note) is type(requested.explanation) is type(refused.note) is Sealed
    log = b"".join(entry.data for entry in history.read(after=0, limit=1000)).decode()
    assert "решила" not in log
    assert "больнице" not in log
    assert "выписки" not in log


def test_a_permission_is_used_once_and_not_after_its_day(school):
    school.clock("2026-10-20 10:00")
    permission = school.new_id()
    school.request(permission, "P1", OCTOBER_1, OCTOBER_2)
    with pytest.raises(NotGranted):
        school.mark(OCTOBER_1, ("P1", "5"), permission=permission)
    school.grant(permission, expires_on=date(2026, 10, 21))
    with pytest.raises(AlreadyDecided):
        school.refuse(permission)
    school.clock("2026-10-21 23:59")
    school.mark(OCTOBER_1, ("P1", "5"), permission=permission)
    with pytest.raises(CellAlreadyUsed):
        school.mark(OCTOBER_1, ("P1", "4"), permission=permission)
    school.clock("2026-10-22 00:00")
    with pytest.raises(Expired):
        school.mark(OCTOBER_2, ("P1", "5"), permission=permission)


def test_the_class_teacher_may_use_a_permission_for_attendance(school):
    school.clock("2026-10-01 12:00")
    school.mark(OCTOBER_1, ("P1", "ОТ"))
    permission = school.new_id()
    school.clock("2026-10-20 10:00")
    school.request(permission, "P1", OCTOBER_1, by="T-CT", column=None)
    school.grant(permission)
    school.state_reason("P1", "Б", OCTOBER_1, permission=permission)
    assert len(school.recorded(f"permission-{permission}")) == 3


def test_a_colleague_may_not_ask_for_a_permission_and_an_unknown_one_opens_nothing(school):
    school.clock("2026-10-20 10:00")
    with pytest.raises(NotYourPupil):
        school.request(school.new_id(), "P1", OCTOBER_1, by="T-Mu")
    with pytest.raises(PermissionUnknown):
        school.mark(OCTOBER_1, ("P1", "5"), permission=school.new_id())


def test_an_archived_year_is_closed_even_to_a_permission(school):
    school.clock("2026-10-20 10:00")
    permission = school.new_id()
    school.request(permission, "P1", OCTOBER_1)
    school.grant(permission)
    school.clock("2027-06-10 10:00")
    archiving = archive_school_year.ArchiveSchoolYear(school_year=school.year, order=ORDER)
    school.perform("SEC", archive_school_year, archiving)
    school.clock("2027-06-11 10:00")
    with pytest.raises(Archived):
        school.mark(OCTOBER_1, ("P1", "5"), permission=permission)
    topic = record_topic.RecordTopic(lesson=school.lessons["mathematics", OCTOBER_1], topic="Дроби")
    with pytest.raises(Archived):
        school.perform("T-M", record_topic, topic)
    with pytest.raises(Archived):
        school.enrol(school.class_5b, "P1", from_on=date(2027, 5, 1))
