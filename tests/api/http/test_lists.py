"""Lists over HTTP: by pages of a bounded size, each leading to the next."""

import pytest

from api.http import examples
from api.http.cursors import cursor_of
from api.http.people import CARD, PLACE
from tests.api.http.conftest import refused


def test_people_are_listed_by_pages(school, keep):
    for person in (examples.PUPIL, examples.CLASSMATE, examples.TEACHER):
        school.secretary.post("/people", {**PLACE, **CARD, "person": person})
    keep()
    path = f"/people?institution={examples.SCHOOL}&limit=2"
    first = school.secretary.get(path).json()
    second = school.secretary.get(f"{path}&cursor={first['next']}").json()
    assert [len(page["lines"]) for page in (first, second)] == [2, 1]
    assert second["next"] is None
    assert {one["person"] for one in first["lines"] + second["lines"]} == {
        examples.PUPIL,
        examples.CLASSMATE,
        examples.TEACHER,
    }


@pytest.mark.parametrize("cursor", ["x", "WyJ4Il0", "W10", "eyJhIjoxfQ", "%D1%8F"])
def test_a_cursor_that_no_page_gave_is_refused(auditor, cursor):
    refused(auditor.get(f"/entries?cursor={cursor}"), 400, "request.bad-cursor")


@pytest.mark.parametrize("person", ["", "a\x00b", "Петрова", examples.PUPIL.upper()])
def test_a_cursor_of_people_names_one_of_them(auditor, person):
    cursor = cursor_of((person,))
    refused(auditor.get(f"/people?institution={examples.SCHOOL}&cursor={cursor}"), 400, "request.bad-cursor")


@pytest.mark.parametrize("limit", ["0", "201", "x"])
def test_a_page_has_a_bounded_size(auditor, limit):
    assert auditor.get(f"/entries?limit={limit}").status_code == 422


def test_an_auditor_reads_the_log_entry_by_entry(school, auditor):
    seen, cursor = [], ""
    while cursor is not None:
        page = auditor.get(f"/entries?limit=3{cursor and f'&cursor={cursor}'}").json()
        seen += [line["position"] for line in page["lines"]]
        cursor = page["next"]
    assert seen == [1, 2, 3, 4, 5, 6, 7]
    first = auditor.get("/entries?limit=1").json()["lines"][0]["envelope"]
    assert (first["name"], first["version"], first["role"]) == ("school-year.opened.v1", 1, "deputy-head")
    refused(school.head.get("/entries"), 403, "rights.role-not-permitted")
