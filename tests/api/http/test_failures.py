"""What is not the fault of whoever asks: an absent database, a defect."""

import psycopg

from api.http import examples

MARKS = f"/lessons/{examples.LESSON}/marks"
BODY = {"entries": [{"pupil": examples.PUPIL, "symbol": "5"}]}


def cut_off(tenant, administrator):
    """Let nobody into the tenant's database, and throw out who is in."""
    with psycopg.connect(tenant.dsn) as connection:
        name = connection.info.dbname
    administrator.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    administrator.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    return lambda: administrator.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def test_without_a_database_the_answer_is_503_and_work_goes_on_afterwards(school, tenant, administrator, client):
    restore = cut_off(tenant, administrator)
    for answer in (school.teacher.post(MARKS, BODY, Idempotency_Key="save-0001"), client.get("/readyz")):
        assert (answer.status_code, answer.json()["code"]) == (503, "service.unavailable")
        assert answer.headers["retry-after"] == "2"
    assert client.get("/livez").status_code == 200
    restore()
    assert client.get("/readyz").status_code == 200
    assert school.teacher.post(MARKS, BODY, Idempotency_Key="save-0001").json() == {"position": 8, "events": 1}


def test_a_defect_is_answered_without_a_traceback(school, house):
    object.__setattr__(house, "clock", None)
    answer = school.teacher.post(MARKS, BODY, X_Request_ID="request-0001")
    assert (answer.status_code, answer.json()["code"]) == (500, "service.failed")
    assert answer.json()["details"] == {"request": "request-0001"}
    assert answer.headers["x-request-id"] == "request-0001"
    assert "Traceback" not in answer.text
    assert "NoneType" not in answer.text


def test_a_request_keeps_its_number_and_a_strange_one_gets_a_new(client):
    assert (
        client.get("/livez", headers={"X-Request-ID": "abcdef-12345678"}).headers["x-request-id"] == "abcdef-12345678"
    )
    for strange in ("x", "a" * 65, "two words", "<script>"):
        assert client.get("/livez", headers={"X-Request-ID": strange}).headers["x-request-id"] != strange
