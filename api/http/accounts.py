"""Accounts over HTTP («учётные записи»): an administrator opens them, gives roles and issues keys."""

from typing import Annotated

from fastapi import Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, StringConstraints
from pydantic.config import JsonDict

from aggregates.rights import EVERYWHERE, Permission, Role, role_for
from api.accounts.passwords import PASSWORD_MAX, PASSWORD_MIN
from api.accounts.register import KEY_DAYS_MAX, Account
from api.http import examples
from api.http.dependencies import HouseDep, VisitorDep
from api.http.documentation import ADMINISTER, reading
from api.http.json_route import room
from api.http.sessions import HeldRole
from commands.command import Id, Line
from ledger.stamp import Caller, Grant

router = room("accounts")

Login = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{2,63}$")]
Institution = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\*)$")]


def _grantable(role: Role) -> Role:
    if role is Role.SYSTEM:
        msg = "эту роль имеет только сама программа."
        raise ValueError(msg)
    return role


_STRICT = ConfigDict(extra="forbid", hide_input_in_errors=True)


class NewRole(BaseModel):
    """A role at an institution («роль»); `*` is every institution of the tenant."""

    model_config = _STRICT | ConfigDict(
        json_schema_extra={"examples": [{"role": "teacher", "institution": examples.SCHOOL}]}
    )

    role: Annotated[Role, AfterValidator(_grantable)]
    institution: Institution
    scope: Id | None = None

    def grant(self) -> Grant:
        """Return the role as rights know it."""
        return Grant(self.role.value, self.institution, self.scope)


class NewAccount(BaseModel):
    """An account («учётная запись») with its first role; without a password it comes in by keys only."""

    model_config = _STRICT | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "login": "t.petrova",
                    "actor": examples.TEACHER,
                    "password": "зелёная тетрадь 5А",
                    "role": {"role": "teacher", "institution": examples.SCHOOL},
                }
            ]
        }
    )

    login: Login
    role: NewRole
    actor: Id | None = None
    password: Annotated[SecretStr, Field(min_length=PASSWORD_MIN, max_length=PASSWORD_MAX)] | None = None


class NewKey(BaseModel):
    """A key for a program («ключ доступа»)."""

    model_config = _STRICT | ConfigDict(json_schema_extra={"examples": [{"label": "выгрузка в дневник", "days": 90}]})

    label: Line
    days: Annotated[int, Field(ge=1, le=KEY_DAYS_MAX)] = 90


SHOWN: JsonDict = {
    "id": examples.ACCOUNT,
    "login": "t.petrova",
    "actor": examples.TEACHER,
    "disabled": False,
    "roles": [{"role": "teacher", "institution": examples.SCHOOL, "scope": None}],
}


class ShownAccount(BaseModel):
    """An account as administrators see it."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: str
    login: str
    actor: str
    disabled: bool
    roles: list[HeldRole]


class ShownKey(BaseModel):
    """A key; its token is shown this once."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"id": examples.KEY, "token": "key_q3m0cB4Wc0bqf0vE1z6uS4n8uQbqv0mEw1g9Zr2yTzU"}]
        }
    )

    id: str
    token: str


@router.post("/accounts", **ADMINISTER)
def open_account(body: NewAccount, house: HouseDep, caller: VisitorDep) -> ShownAccount:
    """Открыть учётную запись с первой ролью."""
    role_for(caller, Permission.MANAGE_ACCOUNTS, body.role.institution)
    password = None if body.password is None else body.password.get_secret_value()
    account = house.accounts.add(body.login, actor=body.actor, password=password)
    house.accounts.grant(account, body.role.grant(), by=caller.actor)
    return _shown(house.accounts.get(account))


@router.get("/accounts/{account}", **reading(SHOWN))
def read_account(account: Id, house: HouseDep, caller: VisitorDep) -> ShownAccount:
    """Показать учётную запись."""
    return _shown(_managed(house, caller, account))


@router.post("/accounts/{account}/roles", **ADMINISTER)
def give_role(account: Id, body: NewRole, house: HouseDep, caller: VisitorDep) -> ShownAccount:
    """Дать роль."""
    _managed(house, caller, account)
    role_for(caller, Permission.MANAGE_ACCOUNTS, body.institution)
    house.accounts.grant(account, body.grant(), by=caller.actor)
    return _shown(house.accounts.get(account))


@router.post("/accounts/{account}/role-withdrawals", **ADMINISTER)
def withdraw_role(account: Id, body: NewRole, house: HouseDep, caller: VisitorDep) -> ShownAccount:
    """Отозвать роль."""
    _managed(house, caller, account)
    house.accounts.withdraw(account, body.grant())
    return _shown(house.accounts.get(account))


@router.post("/accounts/{account}/suspensions", **ADMINISTER)
def suspend_account(account: Id, house: HouseDep, caller: VisitorDep) -> ShownAccount:
    """Приостановить учётную запись: её сессии и ключи перестают действовать."""
    _managed(house, caller, account)
    house.accounts.disable(account)
    return _shown(house.accounts.get(account))


@router.post("/accounts/{account}/restorations", **ADMINISTER)
def restore_account(account: Id, house: HouseDep, caller: VisitorDep) -> ShownAccount:
    """Восстановить приостановленную учётную запись: ключи действуют снова, сессии – нет."""
    _managed(house, caller, account)
    house.accounts.restore(account)
    return _shown(house.accounts.get(account))


@router.post("/accounts/{account}/keys", **ADMINISTER)
def issue_key(account: Id, body: NewKey, house: HouseDep, caller: VisitorDep) -> ShownKey:
    """Выдать ключ программе; показывается один раз."""
    _managed(house, caller, account)
    key = house.accounts.issue_key(account, body.label, body.days)
    return ShownKey(id=key.id, token=key.token)


@router.delete("/accounts/{account}/keys/{key}", **{**ADMINISTER, "status_code": 204})
def revoke_key(account: Id, key: Id, house: HouseDep, caller: VisitorDep) -> Response:
    """Отозвать ключ."""
    _managed(house, caller, account)
    house.accounts.revoke_key(account, key)
    return Response(status_code=204)


def _managed(house: HouseDep, caller: Caller, account: str) -> Account:
    """Return the account if *caller* administers every institution at which it holds a role."""
    found = house.accounts.get(account)
    for institution in {grant.institution for grant in found.grants} or {EVERYWHERE}:
        role_for(caller, Permission.MANAGE_ACCOUNTS, institution)
    return found


def _shown(account: Account) -> ShownAccount:
    roles = [HeldRole.of(grant) for grant in account.grants]
    return ShownAccount(id=account.id, login=account.login, actor=account.actor, disabled=account.disabled, roles=roles)
