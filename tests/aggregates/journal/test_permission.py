"""An edit permission: asked for with documents, granted or refused once, used cell by cell (JRN-094…097, AMB-34)."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from aggregates.journal.permission.decisions import Taught, grant, refuse, request, use
from aggregates.journal.permission.events import (
    Cell,
    Ground,
    PermissionGranted,
    PermissionRefused,
    PermissionRequested,
    PermissionUsed,
    RefusalGround,
)
from aggregates.journal.permission.refusals import (
    AlreadyDecided,
    AlreadyRequested,
    CellAlreadyUsed,
    CellNamedTwice,
    CellNotCovered,
    DocumentRequired,
    Expired,
    ExpiryInThePast,
    LessonDiffers,
    NoSuchCell,
    NotGranted,
    NotYourPupil,
)
from aggregates.journal.permission.state import PERMISSION
from ledger.sealing import Category, clear
from tests import scenario
from tests.aggregates.journal.classroom import (
    CERTIFICATE,
    CLASS_5A,
    CLASS_TEACHER,
    LESSON_ID,
    MASHA,
    OTHER_TEACHER,
    PETYA,
    TEACHER,
    YEAR,
)

MARK, ATTENDANCE = Cell(LESSON_ID, 1), Cell(LESSON_ID, None)
REQUESTED = PermissionRequested(
    school_year=YEAR,
    institution="school-1",
    school_class=CLASS_5A,
    subject="mathematics",
    pupil=MASHA,
    cells=(MARK, ATTENDANCE),
    ground=Ground.ILLNESS,
    documents=(CERTIFICATE,),
    explanation=None,
)
TAUGHT = Taught(CLASS_5A, "mathematics", frozenset({TEACHER}), frozenset({1}), frozenset({MASHA, PETYA}))
LESSONS = {LESSON_ID: TAUGHT}
TODAY, TOMORROW, YESTERDAY = date(2026, 10, 20), date(2026, 10, 21), date(2026, 10, 19)
GRANTED = PermissionGranted(None)
REFUSED = PermissionRefused(RefusalGround.NOT_A_VALID_REASON, None)
GRANTED_TILL_TODAY = PermissionGranted(TODAY)


def asking(requested=REQUESTED, lessons=LESSONS, asker=TEACHER):
    return scenario.given(PERMISSION).when(request, requested, lessons, asker=asker, class_teacher=CLASS_TEACHER)


def changed(**fields):
    return msgspec.structs.replace(REQUESTED, **fields)


def given(*past):
    return scenario.given(PERMISSION, REQUESTED, *past)


@pytest.mark.parametrize("asker", [TEACHER, CLASS_TEACHER])
def test_the_teacher_of_the_lesson_and_the_class_teacher_may_ask(asker):
    asking(asker=asker).then(REQUESTED)


def test_another_teacher_may_not_ask():
    asking(asker=OTHER_TEACHER).refused(NotYourPupil, pupil=MASHA)


def test_a_teacher_of_one_of_two_lessons_may_not_ask_for_both():
    both = changed(cells=(MARK, Cell("lesson-2", 1)))
    lessons = {**LESSONS, "lesson-2": replace(TAUGHT, teachers=frozenset({OTHER_TEACHER}))}
    asking(both, lessons).refused(NotYourPupil)
    asking(both, lessons, CLASS_TEACHER).then(both)


def test_a_request_needs_a_document():
    asking(changed(documents=())).refused(DocumentRequired)


def test_a_request_names_each_cell_once():
    asking(changed(cells=(MARK, MARK))).refused(CellNamedTwice, column=1, place="графа 1")
    asking(changed(cells=(ATTENDANCE, ATTENDANCE))).refused(CellNamedTwice, column=None, place="посещаемость")


@pytest.mark.parametrize("other", [{"school_class": "class-5b"}, {"subject": "music"}])
def test_a_request_is_about_one_class_and_subject(other):
    asking(lessons={LESSON_ID: replace(TAUGHT, **other)}).refused(LessonDiffers, lesson=LESSON_ID)


def test_a_cell_asked_for_exists():
    asking(changed(cells=(Cell(LESSON_ID, 2),))).refused(NoSuchCell, column=2)
    asking(lessons={LESSON_ID: replace(TAUGHT, members=frozenset({PETYA}))}).refused(NoSuchCell, pupil=MASHA)


def test_a_case_is_opened_once():
    given().when(request, REQUESTED, LESSONS, asker=TEACHER, class_teacher=CLASS_TEACHER).refused(AlreadyRequested)


@pytest.mark.parametrize("expires_on", [None, TODAY, TOMORROW])
def test_the_head_grants_without_expiry_or_through_a_day_to_come(expires_on):
    given().when(grant, expires_on, TODAY).then(PermissionGranted(expires_on))


def test_a_permission_cannot_expire_before_it_is_given():
    given().when(grant, YESTERDAY, TODAY).refused(ExpiryInThePast, expires_on=YESTERDAY)


@pytest.mark.parametrize(
    ("note", "sealed"),
    [(None, None), ("справка другого ребёнка", clear(MASHA, Category.GROUNDS, "справка другого ребёнка"))],
)
def test_the_head_refuses_on_a_ground_and_may_add_a_note_about_the_pupil(note, sealed):
    ground = RefusalGround.DOCUMENT_DOES_NOT_CONFIRM
    given().when(refuse, ground, note).then(PermissionRefused(ground, sealed))


@pytest.mark.parametrize("decision", [GRANTED, REFUSED])
def test_the_head_decides_once(decision):
    given(decision).when(grant, None, TODAY).refused(AlreadyDecided)
    given(decision).when(refuse, RefusalGround.OTHER).refused(AlreadyDecided)


def test_a_permission_is_used_cell_by_cell():
    outcome = given(GRANTED).when(use, [(MASHA, MARK)], TODAY).then(PermissionUsed(MARK))
    assert outcome.state.used == {MARK}
    given(GRANTED).when(use, [(MASHA, MARK), (MASHA, ATTENDANCE)], TODAY).then(
        PermissionUsed(MARK), PermissionUsed(ATTENDANCE)
    )


def test_each_cell_is_used_once():
    used = given(GRANTED, PermissionUsed(MARK))
    used.when(use, [(MASHA, MARK)], TODAY).refused(CellAlreadyUsed, pupil=MASHA, column=1)
    used.when(use, [(MASHA, ATTENDANCE)], TODAY).then(PermissionUsed(ATTENDANCE))
    given(GRANTED).when(use, [(MASHA, MARK), (MASHA, MARK)], TODAY).refused(CellAlreadyUsed)


@pytest.mark.parametrize(("pupil", "cell"), [(PETYA, MARK), (MASHA, Cell(LESSON_ID, 2)), (MASHA, Cell("lesson-2", 1))])
def test_a_permission_covers_its_own_cells_only(pupil, cell):
    given(GRANTED).when(use, [(pupil, cell)], TODAY).refused(CellNotCovered, pupil=pupil, column=cell.column)


@pytest.mark.parametrize("past", [(), (REFUSED,)])
def test_without_the_heads_consent_there_is_no_permission(past):
    given(*past).when(use, [(MASHA, MARK)], TODAY).refused(NotGranted)


def test_a_permission_holds_through_its_last_day():
    given(GRANTED_TILL_TODAY).when(use, [(MASHA, MARK)], TODAY).then(PermissionUsed(MARK))
    given(GRANTED_TILL_TODAY).when(use, [(MASHA, MARK)], TOMORROW).refused(Expired, expires_on=TODAY)


def test_a_permission_without_expiry_holds_until_it_is_used():
    given(GRANTED).when(use, [(MASHA, MARK)], date(2027, 5, 28)).then(PermissionUsed(MARK))
