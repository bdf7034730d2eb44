"""Reads: what was written is seen once the book has come so far, by those who may see it, as of any moment."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from aggregates.rights import EVERYWHERE, Role
from api.http import classes, councils, examples, permissions
from api.http.people import CARD, PLACE
from ledger.stamp import Grant
from tests.api.http.conftest import refused

LESSON, PAGE = f"/lessons/{examples.LESSON}", f"/pages/{examples.CLASS}/mathematics/q1"
BIOGRAPHY = f"{LESSON}/cells/{examples.PUPIL}/1/biography"
REGISTER = f"/institutions/{examples.SCHOOL}/edit-justifications"


def entry(symbol, **more):
    return {"entries": [{"pupil": examples.PUPIL, "symbol": symbol}], **more}


def test_a_lesson_is_read_as_it_is_now_without_waiting(school):
    position = school.teacher.post(f"{LESSON}/marks", entry("5")).json()["position"]
    answer = school.teacher.get(LESSON)
    assert answer.json()["cells"] == [{"pupil": examples.PUPIL, "column": 1, "symbol": "5", "version": 2}]
    assert answer.headers["etag"] == '"2"'
    assert position == 8


def test_a_reader_who_has_it_already_is_told_so(school):
    etag = school.teacher.get(LESSON).headers["etag"]
    again = school.teacher.get(LESSON, If_None_Match=etag)
    assert (again.status_code, again.content) == (304, b"")
    school.teacher.post(f"{LESSON}/marks", entry("5"))
    assert school.teacher.get(LESSON, If_None_Match=etag).status_code == 200


def test_a_page_shows_what_was_written_up_to_the_position_waited_for(school, keep):
    position = school.teacher.post(f"{LESSON}/marks", entry("5")).json()["position"]
    keep()
    page = school.teacher.get(f"{PAGE}?wait_for={position}").json()
    assert (page["label"], page["position"]) == ("5А", position)
    assert [cell["symbol"] for cell in page["cells"]] == ["5"]


def test_a_reader_who_waited_in_vain_may_come_again(school, keep):
    keep()
    answer = refused(school.teacher.get(f"{PAGE}?wait_for=9999&wait_seconds=0"), 503, "book.behind")
    assert answer.headers["retry-after"] == "2"
    assert answer.json()["details"]["wanted"] == 9999


def test_a_book_that_nobody_keeps_yet_is_not_read(school):
    refused(school.teacher.get(PAGE), 503, "book.not-ready")


@pytest.mark.parametrize("query", ["wait_for=-1", "wait_seconds=11", "wait_for=x"])
def test_waiting_is_bounded(school, query):
    assert school.teacher.get(f"{PAGE}?{query}").status_code == 422


def test_a_page_is_read_by_those_who_may(school, keep, admit, auditor):
    keep()
    for visitor in (school.teacher, school.head, school.deputy, auditor):
        assert visitor.get(PAGE).status_code == 200
    parent = admit(Grant(Role.PARENT.value, examples.SCHOOL, examples.PUPIL))
    for visitor in (school.substitute, school.secretary, school.administrator, parent):
        refused(visitor.get(PAGE), 403, "rights.role-not-permitted")
        refused(visitor.get(LESSON), 403, "rights.role-not-permitted")


def test_a_substitute_sees_the_lesson_from_then_on(school):
    refused(school.substitute.get(LESSON), 403, "rights.role-not-permitted")
    school.deputy.post(f"{LESSON}/substitutes", {"teacher": examples.SUBSTITUTE})
    assert school.substitute.get(LESSON).status_code == 200


def test_a_page_that_never_was_is_not_found(school, keep):
    keep()
    refused(school.head.get(f"/pages/{examples.SUBGROUP}/mathematics/q1"), 404, "page.unknown")


def test_a_page_is_read_as_it_stood(school, auditor, clock):
    first = school.teacher.post(f"{LESSON}/marks", entry("4")).json()["position"]
    clock.pass_by(days=1)
    correction = {"entries": [{"pupil": examples.PUPIL, "symbol": "5", "reason": "misentry"}]}
    school.teacher.post(f"{LESSON}/marks", correction)

    def symbols(moment):
        return [cell["symbol"] for cell in auditor.get(f"{PAGE}?as_of={moment}").json()["cells"]]

    assert symbols(first) == symbols("2026-10-01") == symbols("2026-10-02T11:59:59%2B05:00") == ["4"]
    assert symbols(first + 1) == symbols("2026-10-02") == symbols("2026-10-02T12:00:00+05:00") == ["5"]
    assert symbols("2026-09-30") == []
    changes = auditor.get(f"{PAGE}/changes?from=2026-10-01&to=2026-10-02").json()
    assert [(one["old"]["symbol"], one["new"]["symbol"]) for one in changes["cells"]] == [("4", "5")]


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("yesterday", "request.bad-format"),
        ("2026-10-01T12:00:00", "request.bad-format"),
        ("9999-12-31", "request.bad-format"),
        ("2026-02-30", "request.bad-format"),
        ("0", "request.out-of-range"),
        ("100", "request.out-of-range"),
        ("9" * 40, "request.out-of-range"),
        ("9" * 41, "request.too-long"),
    ],
)
def test_a_moment_that_is_none_is_refused(school, auditor, moment, code):
    refused(auditor.get(f"{PAGE}?as_of={moment}"), 422, code)


def test_a_moment_that_has_not_come_is_refused(school, auditor, house):
    now = house.clock.now()
    soon, today = now + timedelta(microseconds=1), now.astimezone(ZoneInfo("Asia/Yekaterinburg")).date()
    for past in (now.isoformat(), today.isoformat()):
        assert auditor.get(f"{PAGE}?as_of={past}").status_code == 200
    for future in (soon.isoformat(), (today + timedelta(days=1)).isoformat()):
        for path in (f"{PAGE}?as_of=", f"{BIOGRAPHY}?as_of=", f"{PAGE}/changes?from=1&to="):
            refused(auditor.get(path + future), 422, "request.out-of-range")


def test_a_comparison_names_the_moment_that_is_none(school, auditor):
    for query, field in (("from=1&to=0", "to"), ("from=never&to=1", "from")):
        answer = auditor.get(f"{PAGE}/changes?{query}")
        assert (answer.status_code, answer.json()["details"]["field"]) == (422, field)


def test_history_is_for_the_administration_and_auditors(school):
    for path in (f"{PAGE}?as_of=1", f"{PAGE}/changes?from=1&to=2", BIOGRAPHY):
        refused(school.teacher.get(path), 403, "rights.role-not-permitted")
        assert school.deputy.get(path).status_code == 200


def test_a_late_correction_by_permission_is_told_everywhere(school, auditor, clock, keep):
    school.teacher.post(f"{LESSON}/marks", entry("4"))
    clock.pass_by(days=19)
    late = {"entries": [{"pupil": examples.PUPIL, "symbol": "5", "reason": "illness"}]}
    refused(school.teacher.post(f"{LESSON}/marks", late), 409, "lesson.edit-window-closed")
    assert school.teacher.post("/permissions", permissions.REQUEST).status_code == 201
    refused(school.deputy.post(f"/permissions/{examples.PERMISSION}/grants"), 403, "rights.role-not-permitted")
    assert school.head.post(f"/permissions/{examples.PERMISSION}/grants").status_code == 201
    permitted = {**late, "permission": examples.PERMISSION}
    assert school.teacher.post(f"{LESSON}/marks", permitted).status_code == 201
    keep()

    told = auditor.get(BIOGRAPHY).json()
    assert [(step["old"], step["new"], step["reason"]) for step in told["steps"]] == [
        (None, "4", None),
        ("4", "5", "illness"),
    ]
    assert told["steps"][1]["permission"]["permission"] == examples.PERMISSION
    assert [(one["code"], one["actor"]) for one in told["refused"]] == [
        ("lesson.edit-window-closed", school.teacher.actor)
    ]
    (line,) = school.deputy.get(REGISTER).json()["lines"]
    assert (line["old"], line["new"], line["ground"], line["permission"]) == ("4", "5", "illness", examples.PERMISSION)


def test_the_register_is_shown_to_a_teacher_for_the_own_changes_only(school, keep):
    keep()
    assert school.teacher.get(f"{REGISTER}?teacher={school.teacher.actor}").status_code == 200
    for query in ("", f"?teacher={school.substitute.actor}"):
        refused(school.teacher.get(REGISTER + query), 403, "rights.role-not-permitted")
    own_class, other = f"?school_class={examples.CLASS}", school.substitute
    assert school.teacher.get(REGISTER + own_class).status_code == 200
    refused(other.get(REGISTER + own_class), 403, "rights.role-not-permitted")


def test_a_card_is_read_by_those_who_may(school, keep, admit):
    school.secretary.post("/people", {**PLACE, **CARD, "person": examples.TEACHER})
    keep()
    path = f"/people/{examples.TEACHER}"
    assert school.secretary.get(path).json()["family_name"] == "Петрова"
    assert school.teacher.get(path).status_code == 200
    refused(school.substitute.get(path), 403, "rights.role-not-permitted")
    refused(admit().get(path), 403, "rights.role-not-permitted")
    refused(school.secretary.get(f"/people/{examples.PUPIL}"), 404, "person.unknown")


def test_an_auditor_sees_how_far_the_books_are(school, auditor, keep):
    keep()
    school.teacher.post(f"{LESSON}/marks", entry("5"))
    books = {one["name"]: (one["position"], one["behind"], one["state"]) for one in auditor.get("/books").json()}
    assert books["journal_page"] == (7, 1, "live")


@pytest.fixture
def council(admit):
    """A council as the documentation shows it, with its meeting convened."""
    ministry = admit(Grant(Role.MINISTRY.value, examples.MINISTRY))
    chair = admit(Grant(Role.COUNCIL_CHAIR.value, examples.MINISTRY, examples.COUNCIL), actor=examples.CHAIR)
    path = f"/councils/{examples.COUNCIL}"
    composition = {"order": councils.ORDER, "seats": councils.SEATS}
    for visitor, where, body in (
        (ministry, "/councils", councils.ESTABLISHED),
        (ministry, f"{path}/compositions", composition),
        (chair, f"{path}/meetings", councils.CONVENED),
    ):
        answer = visitor.post(where, body)
        assert answer.status_code == 201, answer.text
    return chair


def test_no_list_is_read_from_a_book_that_nobody_keeps(council):
    for path in ("meetings", "decisions"):
        refused(council.get(f"/councils/{examples.COUNCIL}/{path}"), 503, "book.not-ready")


def test_a_meeting_without_a_quorum_cannot_vote(council, clock, keep, auditor):
    clock.pass_by(days=82)
    meeting = f"/meetings/{examples.MEETING}"
    for path, body in (
        ("/arrivals", {"members": [examples.CHAIR, examples.SECRETARY]}),
        ("/presidencies", {}),
    ):
        answer = council.post(meeting + path, body)
        assert answer.status_code == 201, answer.text
    question = {"question": examples.QUESTION, "item": examples.ITEM, "motion": "Утвердить программу."}
    problem = refused(council.post(f"{meeting}/votes", question), 409, "meeting.no-quorum").json()
    assert (problem["details"]["present"], problem["details"]["total"]) == (2, 3)
    before = auditor.get("/entries?limit=200").json()["lines"][-1]["position"]
    council.post(f"{meeting}/arrivals", {"members": [examples.DEPUTY]})
    assert council.post(f"{meeting}/votes", question).status_code == 201
    assert council.post(f"{meeting}/votes/{examples.QUESTION}/ballots", {"choice": "for"}).status_code == 201
    keep()
    now, then = council.get(meeting).json(), council.get(f"{meeting}?as_of={before}").json()
    assert (len(now["present"]), len(now["questions"])) == (3, 1)
    assert (len(then["present"]), then["questions"]) == (2, [])
    assert council.get(f"/councils/{examples.COUNCIL}").json()["seats"][0]["office"] == "chair"
    assert [one["meeting"] for one in council.get(f"/councils/{examples.COUNCIL}/meetings").json()] == [
        examples.MEETING
    ]
    assert council.get(f"/councils/{examples.COUNCIL}/decisions").json() == {"lines": [], "next": None}


def test_papers_of_a_council_are_not_for_everybody(council, admit):
    stranger = admit(Grant(Role.HEAD.value, EVERYWHERE))
    for path in (f"/meetings/{examples.MEETING}", f"/councils/{examples.COUNCIL}"):
        refused(stranger.get(path), 403, "rights.role-not-permitted")


def test_a_subgroup_has_its_own_page(school, keep):
    year_subject = {**classes.SUBGROUP, "subject": "mathematics"}
    assert school.deputy.post(f"/classes/{examples.CLASS}/subgroups", year_subject).status_code == 201
    lesson = {**classes.TIMETABLE["lessons"][0], "lesson": examples.KEY, "number": 3, "subgroup": examples.SUBGROUP}
    assert school.deputy.post(f"/classes/{examples.CLASS}/lessons", {"lessons": [lesson]}).status_code == 201
    keep()
    page = school.teacher.get(f"/pages/{examples.SUBGROUP}/mathematics/q1").json()
    assert (page["label"], [one["pupil"] for one in page["pupils"]]) == ("5А, 1-я подгруппа", [examples.PUPIL])
    assert school.deputy.get(f"/pages/{examples.SUBGROUP}/mathematics/q1?as_of=8").status_code == 200
