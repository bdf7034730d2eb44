"""Sessions over HTTP («вход и выход»)."""

from datetime import datetime
from typing import Annotated

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from api.accounts.passwords import PASSWORD_MAX
from api.http import examples
from api.http.dependencies import Credentials, HouseDep, IdentityDep
from api.http.documentation import documented, reading
from api.http.json_route import room
from commands.command import Id, Line
from ledger.stamp import Grant

router = room("sessions")


class NewSession(BaseModel):
    """A login and its password («вход»)."""

    model_config = ConfigDict(
        extra="forbid",
        hide_input_in_errors=True,
        json_schema_extra={"examples": [{"login": "t.petrova", "password": "зелёная тетрадь 5А"}]},
    )

    login: Annotated[Line, Field(max_length=64)]
    password: Annotated[SecretStr, Field(max_length=PASSWORD_MAX)]


class OpenedSession(BaseModel):
    """A session («сессия»): its token goes into the header Authorization."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "token": "session_q3m0cB4Wc0bqf0vE1z6uS4n8uQbqv0mEw1g9Zr2yTzU",
                    "account": examples.ACCOUNT,
                    "expires_at": "2026-10-01T19:00:00Z",
                }
            ]
        }
    )

    token: str
    account: str
    expires_at: datetime


class HeldRole(BaseModel):
    """A role at an institution («роль»); `*` is every institution of the tenant."""

    role: str
    institution: str
    scope: Id | None = None

    @classmethod
    def of(cls, grant: Grant) -> "HeldRole":
        """Return a grant as the API shows it."""
        return cls(role=grant.role, institution=grant.institution, scope=grant.scope)


class Self(BaseModel):
    """Who asks («кто вошёл»): the account, the id that events name, the roles held."""

    account: str
    actor: str
    roles: list[HeldRole]


SELF = {
    "account": examples.ACCOUNT,
    "actor": examples.TEACHER,
    "roles": [{"role": "teacher", "institution": examples.SCHOOL, "scope": None}],
}


@router.post("/sessions", status_code=201, responses=documented(400, 401, 403, 413, 415, 422, 429, 503))
def open_session(body: NewSession, house: HouseDep) -> OpenedSession:
    """Войти по имени и паролю; сессия действует 12 часов."""
    session = house.entrance.sign_in(body.login, body.password.get_secret_value())
    return OpenedSession(token=session.token, account=session.account, expires_at=session.expires_at)


@router.get("/sessions/current", **reading(SELF))
async def read_session(identity: IdentityDep) -> Self:
    """Показать, кто вошёл и с какими ролями."""
    roles = [HeldRole.of(grant) for grant in identity.grants]
    return Self(account=identity.account, actor=identity.actor, roles=roles)


@router.delete("/sessions/current", status_code=204, responses=documented(401, 409, 503))
def end_session(house: HouseDep, _identity: IdentityDep, credentials: Credentials) -> Response:
    """Выйти: сессия больше не действует."""
    assert credentials is not None, "an identity has credentials"
    house.entrance.sign_out(credentials.credentials)
    return Response(status_code=204)
