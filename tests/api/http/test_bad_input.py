"""Bad input: each has a refusal of its own, in Russian and by code, and nothing is stored."""

import pytest

from api.http import examples
from api.http.limits import ADDRESS_MAX, BODY_MAX, HEADERS_MAX
from api.http.people import CARD, PLACE
from tests.api.http.conftest import KEY_DAYS

MARKS = f"/lessons/{examples.LESSON}/marks"
STRANGER = "01993c2e-5b00-7000-8000-0000000000ff"
LATIN_B, LATIN_OT = "\u0042", "\u004f\u0054"


def entry(symbol="5", pupil=examples.PUPIL, **more):
    return {"entries": [{"pupil": pupil, "symbol": symbol, **more}]}


@pytest.fixture
def refused(client, house, school):
    """Ask for something, and see it refused with nothing stored."""

    def refused(asking, status, code, **details):
        head = house.history.head()
        answer = asking()
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (status, code), answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert problem["status"] == status
        assert any("а" <= letter <= "я" for letter in problem["detail"])
        assert details.items() <= problem["details"].items()
        assert house.history.head() == head
        return problem

    return refused


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (entry("6"), 422, "lesson.symbol-not-allowed"),
        (entry("н"), 422, "lesson.symbol-not-allowed"),
        (entry(LATIN_B), 422, "lesson.symbol-not-allowed"),
        (entry(LATIN_OT), 422, "lesson.symbol-look-alike"),
        (entry(pupil=STRANGER), 422, "lesson.not-a-member"),
        (entry(column=2), 422, "lesson.column-not-opened"),
        ({"entries": [*entry()["entries"], *entry("4")["entries"]]}, 422, "lesson.cell-repeated"),
        ({"entries": []}, 422, "request.too-short"),
        ({"entries": entry()["entries"] * 61}, 422, "request.too-long"),
        (entry("5" * 13), 422, "request.too-long"),
        ({}, 422, "request.field-missing"),
        ({**entry(), "mark": "5"}, 422, "request.field-unknown"),
        ({**entry(), "seen": 1}, 422, "request.field-unknown"),
        (entry(5), 422, "request.wrong-type"),
        (entry(column="1"), 422, "request.wrong-type"),
        (entry(column=0), 422, "request.out-of-range"),
        (entry(column=21), 422, "request.out-of-range"),
        (entry(pupil="Петров"), 422, "request.bad-format"),
        (entry(pupil=examples.PUPIL.upper()), 422, "request.bad-format"),
        (entry(reason="настроение"), 422, "request.value-unknown"),
        (entry(reason="misentry", note="и\u0306"), 422, "request.not-nfc"),
        (entry(reason="misentry", note="a\x00b"), 422, "request.not-printable"),
        ([], 422, "request.wrong-type"),
    ],
)
def test_marks_that_make_no_sense_are_refused(school, refused, body, status, code):
    refused(lambda: school.teacher.post(MARKS, body), status, code)


def test_a_problem_names_every_wrong_field_and_repeats_no_value(school, refused):
    body = {"entries": [{"pupil": "Петров Ваня", "symbol": 5}, {"symbol": "5"}]}
    problem = refused(lambda: school.teacher.post(MARKS, body), 422, "request.bad-format", field="entries.0.pupil")
    assert [(one["field"], one["code"]) for one in problem["errors"]] == [
        ("entries.0.pupil", "request.bad-format"),
        ("entries.0.symbol", "request.wrong-type"),
        ("entries.1.pupil", "request.field-missing"),
    ]
    assert "Петров" not in str(problem)


@pytest.mark.parametrize(
    "text",
    [
        b"{",
        b"",
        b'{"entries": NaN}',
        b'{"entries": "\\ud800"}',
        b'{"entries": "\xff"}',
        b"[" * 3000,
    ],
    ids=["cut", "empty", "not a number", "half a letter", "not UTF-8", "too deep"],
)
def test_broken_json_is_refused(client, school, refused, text):
    headers = {"Authorization": f"Bearer {school.teacher.token}", "Content-Type": "application/json"}
    code = "request.broken-json" if text else "request.field-missing"
    refused(lambda: client.post(f"/v1{MARKS}", content=text, headers=headers), 400 if text else 422, code)


def test_another_media_type_is_refused(client, school, refused):
    headers = {"Authorization": f"Bearer {school.teacher.token}", "Content-Type": "text/plain"}
    refused(lambda: client.post(f"/v1{MARKS}", content=b"{}", headers=headers), 415, "request.not-json")


def stream_of(size):
    yield b" " * size


@pytest.mark.parametrize("whole", [True, False], ids=["told ahead", "streamed"])
def test_a_body_that_is_too_large_is_refused(client, school, refused, whole):
    headers = {"Authorization": f"Bearer {school.teacher.token}", "Content-Type": "application/json"}

    def post(size):
        return client.post(f"/v1{MARKS}", content=b" " * size if whole else stream_of(size), headers=headers)

    refused(lambda: post(BODY_MAX + 1), 413, "request.body-too-large", limit=BODY_MAX)
    refused(lambda: post(BODY_MAX), 400, "request.broken-json")


def test_a_length_that_is_no_number_tells_nothing_of_the_body(client, school, refused):
    headers = {"Authorization": f"Bearer {school.teacher.token}", "Content-Type": "application/json"}
    told = {"Content-Length": "\u00b2".encode("latin-1")}
    refused(lambda: client.post(f"/v1{MARKS}", content=b"{", headers={**headers, **told}), 400, "request.broken-json")


def test_headers_that_are_too_large_are_refused(school, refused):
    padding = "x" * HEADERS_MAX
    refused(lambda: school.teacher.post(MARKS, entry(), X_Padding=padding), 431, "request.headers-too-large")


def test_an_address_that_is_too_long_is_refused(school, refused):
    path = f"/lessons/{'x' * ADDRESS_MAX}"
    refused(lambda: school.teacher.get(path), 414, "request.address-too-long")


def test_a_day_outside_the_year_is_refused(school, refused):
    planned = {
        "lesson": STRANGER,
        "subject": "mathematics",
        "period": "q1",
        "on": "2026-08-31",
        "number": 1,
        "teacher": examples.TEACHER,
    }
    path = f"/classes/{examples.CLASS}/lessons"
    refused(lambda: school.deputy.post(path, {"lessons": [planned]}), 422, "year.outside", on="2026-08-31")


def test_a_cell_that_was_changed_meanwhile_is_not_overwritten(school, refused):
    seen = school.teacher.get(f"/lessons/{examples.LESSON}").headers["etag"]
    assert school.teacher.post(MARKS, entry("4"), If_Match=seen).status_code == 201
    stale = entry("5", reason="misentry")
    problem = refused(lambda: school.teacher.post(MARKS, stale, If_Match=seen), 412, "lesson.cell-changed")
    assert problem["details"]["symbol"] == "4"
    fresh = school.teacher.get(f"/lessons/{examples.LESSON}").headers["etag"]
    assert school.teacher.post(MARKS, stale, If_Match=fresh).status_code == 201


def test_another_cell_of_a_lesson_seen_earlier_may_be_written(school):
    seen = school.teacher.get(f"/lessons/{examples.LESSON}").headers["etag"]
    school.teacher.post(MARKS, entry("4"))
    assert school.teacher.post(MARKS, entry("5", pupil=examples.CLASSMATE), If_Match=seen).status_code == 201


@pytest.mark.parametrize("etag", ["7", '"x"', '"-1"', '"1", "2"', '"' + "9" * 30 + '"'])
def test_a_precondition_that_is_no_etag_is_refused(school, refused, etag):
    refused(lambda: school.teacher.post(MARKS, entry(), If_Match=etag), 400, "request.bad-precondition")


def test_a_version_that_the_lesson_never_had_was_not_seen(school, refused):
    seen = school.teacher.get(f"/lessons/{examples.LESSON}").headers["etag"]
    assert seen == '"1"'
    for never in ('"2"', '"99999999"'):
        refused(lambda never=never: school.teacher.post(MARKS, entry(), If_Match=never), 412, "lesson.version-unknown")
    assert school.teacher.post(MARKS, entry(), If_Match=seen).status_code == 201


def test_a_weak_etag_is_no_precondition_of_a_change(school, refused):
    refused(lambda: school.teacher.post(MARKS, entry(), If_Match='W/"1"'), 412, "request.weak-precondition")


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("asof=2026-10-01", "request.field-unknown", "asof"),
        ("as_of=1&as_of=2", "request.bad-value", "as_of"),
    ],
)
def test_a_parameter_that_would_be_ignored_is_refused(school, refused, query, code, field):
    path = f"/pages/{examples.CLASS}/mathematics/q1?{query}"
    refused(lambda: school.deputy.get(path), 422, code, field=field)


def test_two_keys_for_one_request_are_refused(client, school, refused):
    authorization = ("Authorization", f"Bearer {school.teacher.token}")

    def asking(*keys):
        headers = [authorization, *(("Idempotency-Key", key) for key in keys)]
        return client.post(f"/v1{MARKS}", json=entry(), headers=headers)

    refused(lambda: asking("key-number-1", "key-number-2"), 422, "request.bad-value", field="Idempotency-Key")
    assert asking("key-number-1").status_code == 201


def test_a_lesson_of_another_teacher_is_refused(school, refused):
    refused(lambda: school.substitute.post(MARKS, entry()), 403, "lesson.not-your-lesson")


def test_who_has_no_right_is_refused(school, auditor, refused):
    for visitor in (school.secretary, school.head, auditor):
        refused(lambda visitor=visitor: visitor.post(MARKS, entry()), 403, "rights.role-not-permitted")


def test_a_key_of_another_kind_opens_nothing(client, school, refused):
    for token, code in (("", "auth.required"), ("nonsense", "auth.unknown-token")):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        refused(lambda headers=headers: client.post(f"/v1{MARKS}", json=entry(), headers=headers), 401, code)


@pytest.mark.parametrize("login", ["t.pet\x00rova", "\x00", " "])
def test_a_login_that_cannot_be_one_is_refused(client, refused, login):
    body = {"login": login, "password": "зелёная тетрадь 5А"}
    code = "request.not-printable" if login.strip() else "request.too-short"
    refused(lambda: client.post("/v1/sessions", json=body), 422, code, field="login")


def test_an_expired_key_is_refused(school, clock, refused):
    clock.pass_by(days=KEY_DAYS)
    refused(lambda: school.teacher.post(MARKS, entry()), 401, "auth.key-expired")


def test_a_revoked_key_is_refused(admit, house, refused):
    visitor = admit()
    key = house.accounts.issue_key(visitor.account, "вторая", days=1)
    house.accounts.revoke_key(visitor.account, key.id)
    visitor.token = key.token
    refused(lambda: visitor.post(MARKS, entry()), 401, "auth.key-revoked")


def test_an_address_of_nothing_is_refused(client, refused):
    refused(lambda: client.get("/v1/nothing"), 404, "request.not-found")
    refused(lambda: client.put("/v1/sessions", json={}), 405, "request.method-not-allowed")


@pytest.mark.parametrize("field", ["family", "given", "patronymic"])
def test_a_name_outside_nfc_is_refused_and_not_repeated(school, refused, field):
    card = {**PLACE, **CARD, "name": {**CARD["name"], field: "Андреи\u0306"}}
    problem = refused(lambda: school.secretary.post("/people", card), 422, "request.not-nfc", field=f"name.{field}")
    assert "Андре" not in str(problem)
