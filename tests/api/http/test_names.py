"""Names over HTTP: shown to those who may see them, told by no refusal and no log line, and gone when destroyed."""

import pytest
from structlog.testing import capture_logs

from aggregates.catalogue import CATALOGUE
from api.http import examples
from api.http.people import DESTRUCTION, NAME, PLACE
from api.worker.policies import Policy
from commands.reactions.finish_destruction import FinishDestruction

PAGE = f"/pages/{examples.CLASS}/mathematics/q1"
PEOPLE = [
    {"person": examples.PUPIL, "name": NAME},
    {"person": examples.CLASSMATE, "name": {"family": "Ёжиков", "given": "Лев"}},
]


@pytest.fixture
def keep(house, keep):
    """Do what the worker does."""
    policy = Policy("finish-destruction", FinishDestruction(house.keys, house.history), house, CATALOGUE)
    return lambda: [*keep(), policy.catch_up()]


@pytest.fixture
def named(school, keep):
    """The school, with cards of its two pupils."""
    assert school.secretary.post("/people/lists", {**PLACE, "people": PEOPLE}).status_code == 201
    keep()
    return school


def test_the_names_on_a_page_are_shown_to_its_teacher(named):
    answer = named.teacher.get(f"{PAGE}/people")
    assert {one["person"]: one["short_name"] for one in answer.json()} == {
        examples.PUPIL: "Петрова М. И.",
        examples.CLASSMATE: "Ёжиков Л.",
    }


def test_the_names_on_a_page_are_not_shown_to_a_teacher_of_others(named):
    answer = named.substitute.get(f"{PAGE}/people")
    assert (answer.status_code, answer.json()["code"]) == (403, "rights.role-not-permitted")


def test_a_destroyed_name_reads_so(named, keep):
    assert named.head.post(f"/people/{examples.PUPIL}/destructions", DESTRUCTION).status_code == 201
    keep()
    shown = named.secretary.get(f"/people/{examples.PUPIL}").json()
    assert (shown["full_name"], shown["family_name"], shown["given_name"]) == ("уничтожено", None, None)
    assert [
        one["full_name"] for one in named.secretary.get(f"/people?institution={examples.SCHOOL}").json()["lines"]
    ] == [
        "Ёжиков Лев",
        "уничтожено",
    ]


@pytest.mark.parametrize(
    "card",
    [
        {"person": examples.PUPIL, "name": NAME},
        {"person": "не знаю", "name": NAME},
        {"person": examples.SUBSTITUTE, "name": {**NAME, "patronymic": "Ивановна\u0000"}},
        {"person": examples.SUBSTITUTE, "name": {**NAME, "nickname": "Маша Петрова"}},
        {"person": examples.SUBSTITUTE, "name": {**NAME, "given": "Мария" * 100}},
    ],
    ids=["known already", "no id", "not printable", "unknown field", "too long"],
)
def test_a_refusal_and_the_log_repeat_no_name(named, card):
    with capture_logs() as lines:
        answer = named.secretary.post("/people", {**PLACE, **card})
    assert answer.status_code in {409, 422}
    assert lines
    for name in ("Петрова", "Мария", "Ивановна"):
        assert name not in answer.text
        assert name not in str(lines)
