"""The description of the API: 3.1, with an example and the refusals of every operation; nobody comes in unknown."""

import re

import pytest

from api.http.app import make_app
from tests.house.tree import ROOT

METHODS = {"get", "post", "put", "patch", "delete"}
OPEN = {"/livez", "/readyz", "/v1/problems", "/v1/problems/{code}", "/v1/sessions"}
"""What anybody may ask: whether the service lives, what a code means, and to be let in."""


@pytest.fixture(scope="module")
def description():
    return make_app(None, None).openapi()


def operations(description):
    return {
        (method, path): operation
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    }


def references(value):
    match value:
        case {"$ref": str() as target}:
            yield target
        case dict():
            for part in value.values():
                yield from references(part)
        case list():
            for part in value:
                yield from references(part)


def test_it_is_openapi_3_1(description):
    assert description["openapi"].startswith("3.1.")


def test_every_reference_leads_to_a_schema(description):
    known = {f"#/components/schemas/{name}" for name in description["components"]["schemas"]}
    assert set(references(description)) - known == set()


def test_every_operation_says_in_russian_what_it_does(description):
    silent = [place for place, one in operations(description).items() if not re.search("[а-я]", one["description"])]
    assert silent == []


def test_every_operation_has_a_name_of_its_own(description):
    names = [one["operationId"] for one in operations(description).values()]
    assert len(names) == len(set(names))


def has_example(content, schemas):
    schema = content.get("schema", {})
    schema = schemas.get(schema.get("$ref", "").rpartition("/")[2], schema)
    return "example" in content or "examples" in content or "examples" in schema


def test_every_body_and_every_answer_has_an_example(description):
    schemas, bare = description["components"]["schemas"], []
    for place, operation in operations(description).items():
        contents = [operation.get("requestBody", {}).get("content", {})]
        contents += [answer.get("content", {}) for answer in operation["responses"].values()]
        bare += [place for content in contents for one in content.values() if not has_example(one, schemas)]
    assert bare == []


def test_every_operation_but_the_open_ones_asks_for_credentials(description):
    unguarded = {path for (_, path), one in operations(description).items() if not one.get("security")}
    assert unguarded == OPEN


def test_every_guarded_operation_documents_its_refusals_as_problems(description):
    lacking = []
    for place, operation in operations(description).items():
        if place[1] in OPEN:
            continue
        problems = {
            status
            for status, one in operation["responses"].items()
            if "application/problem+json" in one.get("content", {})
        }
        lacking += [place] if not {"401", "503"} <= problems else []
    assert lacking == []


def test_examples_of_problems_are_of_the_status_they_stand_under(description):
    wrong = [
        (place, status)
        for place, operation in operations(description).items()
        for status, answer in operation["responses"].items()
        if (problem := answer.get("content", {}).get("application/problem+json")) is not None
        and str(problem["example"]["status"]) != status
    ]
    assert wrong == []


def test_every_write_takes_an_idempotency_key_and_tells_its_position(description):
    writes = {
        place: one
        for place, one in operations(description).items()
        if place[0] == "post" and not place[1].startswith(("/v1/sessions", "/v1/accounts"))
    }
    lacking = [
        place
        for place, one in writes.items()
        if "Idempotency-Key" not in {parameter["name"] for parameter in one["parameters"]}
        or "Ledger-Position" not in one["responses"]["201"]["headers"]
    ]
    assert lacking == []
    assert len(writes) > 30


def test_nobody_comes_in_unknown(client, description):
    for method, path in operations(description):
        if path not in OPEN:
            answer = client.request(method, re.sub(r"\{\w+\}", "1", path), json={})
            assert (answer.status_code, answer.json()["code"]) == (401, "auth.required"), (method, path)


def test_the_reference_names_every_operation_and_no_other(description):
    page = (ROOT / "docs" / "reference" / "http.md").read_text(encoding="utf-8").partition("## Operations")[2]
    named = {(method.lower(), path) for method, path in re.findall(r"`([A-Z]+) (/\S+)`", page)}
    assert named == set(operations(description))
