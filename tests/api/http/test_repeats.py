"""Repeats: a request under the same key has one effect and one answer."""

import pytest

from api.http import examples
from api.http.people import CARD, PLACE

MARKS = f"/lessons/{examples.LESSON}/marks"
KEY = "2b1e7f5c-save-1"


def entry(symbol="5", pupil=examples.PUPIL):
    return {"entries": [{"pupil": pupil, "symbol": symbol}]}


def test_a_repeat_gets_the_first_answer_and_records_nothing_new(school, house):
    first = school.teacher.post(MARKS, entry(), Idempotency_Key=KEY)
    school.teacher.post(MARKS, entry("4", examples.CLASSMATE))
    head = house.history.head()
    again = school.teacher.post(MARKS, entry(), Idempotency_Key=KEY)
    assert (again.status_code, again.json()) == (first.status_code, first.json()) == (201, {"position": 8, "events": 1})
    assert (first.headers.get("idempotent-replayed"), again.headers["idempotent-replayed"]) == (None, "true")
    assert again.headers["ledger-position"] == "8"
    assert house.history.head() == head


def test_a_repeat_needs_no_open_window(school, clock):
    first = school.teacher.post(MARKS, entry(), Idempotency_Key=KEY)
    clock.pass_by(days=20)
    assert school.teacher.post(MARKS, entry("4")).json()["code"] == "lesson.edit-window-closed"
    assert school.teacher.post(MARKS, entry(), Idempotency_Key=KEY).json() == first.json()


def test_the_same_key_for_another_request_is_refused(school, house):
    school.teacher.post(MARKS, entry(), Idempotency_Key=KEY)
    head = house.history.head()
    for other in (entry("4"), entry(pupil=examples.CLASSMATE)):
        answer = school.teacher.post(MARKS, other, Idempotency_Key=KEY)
        assert (answer.status_code, answer.json()["code"]) == (422, "command.key-reused")
    topic = school.teacher.post(f"/lessons/{examples.LESSON}/topics", {"topic": "Дроби"}, Idempotency_Key=KEY)
    assert topic.json()["code"] == "command.key-reused"
    assert house.history.head() == head


def test_two_people_may_use_the_same_key(school, house):
    school.teacher.post(MARKS, entry(), Idempotency_Key=KEY)
    answer = school.secretary.post("/people", {**PLACE, **CARD}, Idempotency_Key=KEY)
    assert answer.status_code == 201
    assert house.history.head() == answer.json()["position"]


def test_a_refused_request_leaves_its_key_free(school):
    assert school.teacher.post(MARKS, entry("6"), Idempotency_Key=KEY).status_code == 422
    assert school.teacher.post(MARKS, entry("5"), Idempotency_Key=KEY).status_code == 201


def test_without_a_key_every_request_is_a_request_of_its_own(school):
    answers = [school.teacher.post(MARKS, entry()).json() for _ in range(2)]
    assert [answer["events"] for answer in answers] == [1, 0]


@pytest.mark.parametrize("key", ["short", "x" * 129, "with a blank", "ключ-повтора".encode()])
def test_a_key_that_is_none_is_refused(school, key):
    answer = school.teacher.post(MARKS, entry(), Idempotency_Key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "request.bad-idempotency-key")
