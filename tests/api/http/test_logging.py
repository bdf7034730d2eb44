"""Log lines: JSON with request and command ids, and never what people entered."""

import io
import json
import logging

import pytest
import structlog

from api.http import examples
from api.http.people import CARD, PLACE
from api.logging import FIELDS, configure

SECRETS = ("Петрова", "Мария", "Ивановна", "удалил тайком", "симулировал")


@pytest.fixture
def lines():
    """What the program has written down so far."""
    root, stream = logging.getLogger(), io.StringIO()
    kept, level = list(root.handlers), root.level
    configure("DEBUG", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    structlog.reset_defaults()
    root.handlers[:] = kept
    root.setLevel(level)


def test_a_line_joins_the_request_with_its_command(school, lines):
    school.secretary.post("/people", {**PLACE, **CARD}, X_Request_ID="request-0001", Idempotency_Key="save-0001")
    performed, answered = [line for line in lines() if line.get("request") == "request-0001"]
    assert (performed["event"], performed["verb"], performed["position"]) == ("command.performed", "RegisterPerson", 9)
    assert len(performed["command"]) == 36
    assert (answered["event"], answered["status"], answered["method"]) == ("request.answered", 201, "POST")
    assert answered["route"].endswith("/people")


def test_no_line_tells_a_name_a_mark_or_a_text(school, lines, house):
    note = {"pupil": examples.PUPIL, "symbol": "5", "note": "симулировал"}
    lesson = f"/lessons/{examples.LESSON}"
    school.secretary.post("/people", {**PLACE, **CARD})
    school.secretary.post("/people", {**PLACE, **CARD, "name": {"family": "Петрова", "given": 1}})
    school.secretary.post("/people", {**PLACE, **CARD, "name": {**CARD["name"], "given": "Мария\x00"}})
    school.secretary.get("/people/Петрова?name=Мария")
    school.teacher.post(f"{lesson}/marks", {"entries": [note]})
    school.teacher.post(f"{lesson}/removals", {"reason": "удалил тайком"})
    object.__setattr__(house, "desk", "Петрова")
    assert school.secretary.post("/people", {**PLACE, **CARD}).status_code == 500
    text = json.dumps(lines(), ensure_ascii=False)
    assert len(lines()) > 8
    assert [secret for secret in SECRETS if secret in text] == []


def test_a_line_holds_known_fields_only(lines):
    structlog.get_logger().info("something", position=7, name="Петрова", note="симулировал")
    logging.getLogger("library").warning("%s", "something else", extra={"name_of_pupil": "Петрова"})
    assert [set(line) - FIELDS for line in lines()] == [set(), set()]
    assert "Петрова" not in json.dumps(lines(), ensure_ascii=False)


def test_an_exception_leaves_its_kind_and_place_but_not_its_words(lines):
    try:
        int("Петрова")
    except ValueError:
        structlog.get_logger().exception("own")
        logging.getLogger("library").exception("foreign")
    for line in lines():
        assert line["error"] == "ValueError"
        assert "test_logging.py" in line["frames"][-1]
    assert "Петрова" not in json.dumps(lines(), ensure_ascii=False)


class FullDisk(io.StringIO):
    def write(self, _text):
        raise OSError(28, "No space left on device")


def test_a_log_that_cannot_be_written_stops_nobody(school, lines):
    configure("DEBUG", FullDisk())
    assert school.secretary.post("/people", {**PLACE, **CARD}).status_code == 201
    logging.getLogger("library").warning("lost as well")
    assert lines() == []
