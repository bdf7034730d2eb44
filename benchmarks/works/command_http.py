"""One lesson's 30 marks over HTTP: JSON, rights, rules, append, answer; eight clients, one server process."""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice, product
from pathlib import Path
from uuid import uuid4

from aggregates.rights import Role
from api.entropy import SystemEntropy
from api.house import House, open_house
from api.http.school_years import REGULATION, YEAR
from benchmarks import http_clients, http_servers
from benchmarks.ground import Ground
from benchmarks.harness import FLOOR, PROJECT, Work
from benchmarks.http_servers import NOON, NoonClock
from commands.executor import AnyCommand, Handler
from commands.journal import enrol_pupils, form_class, open_school_year, schedule_lessons
from ledger.keys.wrapping import WRAPPING_SIZE, Wrapping
from ledger.postgres.tenants import Tenant
from ledger.stamp import Caller, Grant

CLIENTS, MARKS, SECONDS = 8, 30, 2.0
SUBJECTS = ("mathematics", "literature", "physics")
SATURDAY = 6
ORDER = {"number": "1", "on": "2026-08-28"}


def project(ground: Ground) -> float:
    """Return the lessons marked per second."""
    secret = os.urandom(WRAPPING_SIZE)
    with ground.tenant() as tenant:
        requests = prepared(tenant, secret)
        address = _socket(ground)
        with http_servers.serving(http_servers.project, tenant, secret, address):
            return http_clients.rate(address, requests, SECONDS)


def floor(ground: Ground) -> float:
    """Return the rows read per second."""
    with ground.tenant() as tenant:
        address = _socket(ground)
        with http_servers.serving(http_servers.floor, tenant, b"", address):
            asked = http_clients.request("GET", "/")
            return http_clients.rate(address, [_again(asked) for _ in range(CLIENTS)], SECONDS)


def prepared(tenant: Tenant, secret: bytes) -> list[Iterator[bytes]]:
    """Fill a school: a class, a teacher with a key, and lessons to be marked for every client; return the requests."""
    year, school = str(uuid4()), str(uuid4())
    with open_house(tenant, Wrapping(secret), SystemEntropy(), clock=NoonClock()) as house:
        subjects = [{"code": code, "title": code} for code in SUBJECTS]
        body = {**YEAR, "school_year": year, "institution": school, "subjects": subjects, "regulation": REGULATION}
        _perform(house, school, open_school_year.handle, open_school_year.OpenSchoolYear.model_validate(body))
        return [_class(house, school, year, number) for number in range(CLIENTS)]


def _class(house: House, school: str, year: str, number: int) -> Iterator[bytes]:
    teacher, group = str(uuid4()), str(uuid4())
    pupils, lessons = [str(uuid4()) for _ in range(MARKS)], list(_timetable(teacher))
    of_class = {"school_class": group}
    formed = {**of_class, "school_year": year, "label": f"{number}А", "grade": 5, "class_teacher": teacher}
    enrolled = {**of_class, "pupils": pupils, "from_on": "2026-09-01", "order": ORDER}
    scheduled = {**of_class, "lessons": lessons}
    _perform(house, school, form_class.handle, form_class.FormClass.model_validate({**formed, "order": ORDER}))
    _perform(house, school, enrol_pupils.handle, enrol_pupils.EnrolPupils.model_validate(enrolled))
    _perform(house, school, schedule_lessons.handle, schedule_lessons.ScheduleLessons.model_validate(scheduled))
    account = house.accounts.add(f"teacher-{number}", actor=teacher)
    house.accounts.grant(account, Grant(Role.TEACHER.value, school), by="benchmark")
    token = house.accounts.issue_key(account, "benchmark", days=1).token
    return _requests([lesson["lesson"] for lesson in lessons], pupils, token)


def _timetable(teacher: str) -> Iterator[dict[str, object]]:
    """Yield lessons in every slot of two weeks within the edit window."""
    days = (NOON.date() - timedelta(days=ago) for ago in range(14))
    slots = product(SUBJECTS, (day for day in days if day.isoweekday() < SATURDAY), range(1, 13))
    for subject, day, number in islice(slots, schedule_lessons.LESSONS_MAX):
        place = {"subject": subject, "period": "q1", "on": day.isoformat(), "number": number}
        yield {"lesson": str(uuid4()), "teacher": teacher, **place}


def _requests(lessons: list[object], pupils: list[str], token: str) -> Iterator[bytes]:
    body = json.dumps({"entries": [{"pupil": pupil, "symbol": "5"} for pupil in pupils]}).encode()
    for lesson in lessons:
        headers = {"Authorization": f"Bearer {token}", "Content_Type": "application/json"}
        yield http_clients.request("POST", f"/v1/lessons/{lesson}/marks", body, Idempotency_Key=str(uuid4()), **headers)


def _perform(house: House, school: str, handler: Handler[AnyCommand], command: AnyCommand) -> None:
    grants = tuple(Grant(role.value, school) for role in (Role.DEPUTY_HEAD, Role.SECRETARY))
    house.desk.perform(handler, command, Caller(str(uuid4()), grants, NOON, str(uuid4())))


def _socket(ground: Ground) -> Path:
    return ground.folder / f"{uuid4().hex[:12]}.sock"


def _again(asked: bytes) -> Iterator[bytes]:
    while True:
        yield asked


WORK = Work("command_http", "requests/s", "≥ 0.07", {PROJECT: project, FLOOR: floor})
