"""Sessions and accounts over HTTP."""

import pytest

from aggregates.rights import EVERYWHERE, Role
from api.accounts.entrance import ATTEMPTS_MAX, SESSION_LASTS
from api.http import examples
from ledger.stamp import Grant

LOGIN, PASSWORD = "t.petrova", "зелёная тетрадь 5А"
OTHER_SCHOOL = "01993c2e-5b00-7000-8000-0000000000f0"
TEACHER = {"role": "teacher", "institution": examples.SCHOOL}


@pytest.fixture
def principal(admit):
    return admit(Grant(Role.ADMINISTRATOR.value, examples.SCHOOL))


@pytest.fixture
def account(principal):
    body = {"login": LOGIN, "actor": examples.TEACHER, "password": PASSWORD, "role": TEACHER}
    answer = principal.post("/accounts", body)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def sign_in(client, login=LOGIN, password=PASSWORD):
    return client.post("/v1/sessions", json={"login": login, "password": password})


def by_token(client, token, method="GET"):
    return client.request(method, "/v1/sessions/current", headers={"Authorization": f"Bearer {token}"})


@pytest.mark.usefixtures("account")
def test_a_person_signs_in_is_known_and_signs_out(client, clock):
    opened = sign_in(client)
    assert opened.status_code == 201
    token = opened.json()["token"]
    assert by_token(client, token).json()["actor"] == examples.TEACHER
    assert by_token(client, token, "DELETE").status_code == 204
    assert by_token(client, token).json()["code"] == "auth.session-ended"
    token = sign_in(client).json()["token"]
    clock.moment += SESSION_LASTS
    assert by_token(client, token).json()["code"] == "auth.session-ended"


def test_a_key_is_no_session_to_sign_out_of(principal):
    answer = principal.ask("DELETE", "/sessions/current")
    assert (answer.status_code, answer.json()["code"]) == (409, "auth.not-a-session")
    assert principal.get("/sessions/current").status_code == 200


@pytest.mark.usefixtures("account")
def test_whoever_guesses_is_slowed_down(client):
    for _ in range(ATTEMPTS_MAX):
        answer = sign_in(client, password="не тот пароль")
        assert (answer.status_code, answer.json()["code"]) == (401, "auth.wrong-password")
    answer = sign_in(client)
    assert (answer.status_code, answer.json()["code"]) == (429, "auth.too-many-attempts")
    assert int(answer.headers["retry-after"]) > 0


def test_an_unknown_login_and_a_wrong_type_say_nothing_of_the_password(client):
    assert sign_in(client, "nobody").json()["code"] == "auth.wrong-password"
    wrong = client.post("/v1/sessions", json={"login": LOGIN, "password": ["очень тайный пароль"]})
    assert wrong.json()["code"] == "request.wrong-type"
    assert "тайный" not in wrong.text


def test_roles_and_keys_are_given_and_taken_back(client, principal, account):
    path = f"/accounts/{account}"
    head = {"role": "head", "institution": examples.SCHOOL, "scope": None}
    assert head in principal.post(f"{path}/roles", head).json()["roles"]
    assert principal.post(f"{path}/roles", head).json()["code"] == "account.already-granted"
    assert head not in principal.post(f"{path}/role-withdrawals", head).json()["roles"]
    key = principal.post(f"{path}/keys", {"label": "выгрузка", "days": 1}).json()
    assert by_token(client, key["token"]).status_code == 200
    assert principal.ask("DELETE", f"{path}/keys/{key['id']}").status_code == 204
    assert by_token(client, key["token"]).json()["code"] == "auth.key-revoked"
    assert principal.post(f"{path}/suspensions").json()["disabled"]
    assert sign_in(client).json()["code"] == "auth.account-disabled"
    assert not principal.post(f"{path}/restorations").json()["disabled"]
    assert sign_in(client).status_code == 201


def test_an_administrator_administers_the_own_school_only(admit, account):
    foreigner = admit(Grant(Role.ADMINISTRATOR.value, OTHER_SCHOOL))
    path = f"/accounts/{account}"
    body = {"login": "other", "role": TEACHER}
    answers = [
        foreigner.get(path),
        foreigner.post("/accounts", body),
        foreigner.post(f"{path}/roles", {"role": "head", "institution": OTHER_SCHOOL}),
        foreigner.post(f"{path}/keys", {"label": "выгрузка"}),
        foreigner.post(f"{path}/suspensions"),
        foreigner.post(f"{path}/restorations"),
    ]
    assert {answer.json()["code"] for answer in answers} == {"rights.role-not-permitted"}


def test_nobody_gives_a_role_in_the_whole_tenant_without_holding_it_there(admit, principal, account):
    auditor = {"role": "auditor", "institution": EVERYWHERE}
    assert principal.post(f"/accounts/{account}/roles", auditor).json()["code"] == "rights.role-not-permitted"
    chief = admit(Grant(Role.ADMINISTRATOR.value, EVERYWHERE))
    assert chief.post(f"/accounts/{account}/roles", auditor).status_code == 201
    refused = principal.get(f"/accounts/{account}").json()
    assert refused["code"] == "rights.role-not-permitted"


@pytest.mark.usefixtures("account")
def test_nobody_gets_a_second_account_to_act_for_another(principal):
    body = {"login": "second", "actor": examples.TEACHER, "role": TEACHER}
    assert principal.post("/accounts", body).json()["code"] == "account.actor-taken"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"login": "T.Petrova"}, "request.bad-format"),
        ({"password": "short"}, "request.too-short"),
        ({"role": {"role": "king", "institution": examples.SCHOOL}}, "request.value-unknown"),
        ({"role": {"role": "system", "institution": examples.SCHOOL}}, "request.bad-value"),
        ({"role": {"role": "head", "institution": "school"}}, "request.bad-format"),
    ],
)
def test_an_account_that_makes_no_sense_is_refused(principal, change, code):
    body = {"login": LOGIN, "password": PASSWORD, "role": TEACHER, **change}
    answer = principal.post("/accounts", body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert "short" not in answer.text.replace("too-short", "")
