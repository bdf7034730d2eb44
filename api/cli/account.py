"""`ledger account`: who may come in («учётные записи»); the first administrator is made here."""

import getpass
import sys
from dataclasses import asdict
from typing import Annotated, TypeVar

import typer
from pydantic import BaseModel, ValidationError

from api.accounts.register import Account
from api.cli.output import Json, TenantName, show
from api.house import house_of
from api.http.accounts import NewAccount, NewKey, NewRole
from api.http.invalid import refusals_of
from api.settings import plain, read_settings

app = typer.Typer(
    help="Учётные записи, их роли и ключи. Роль даётся в организации; «*» – во всех организациях арендатора.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Model = TypeVar("Model", bound=BaseModel)
Login = Annotated[str, typer.Argument(help="Имя для входа.")]
RoleName = Annotated[str, typer.Option("--role", help="Роль: administrator, head, deputy-head, teacher, auditor …")]
Institution = Annotated[str, typer.Option("--institution", help="Организация (UUID) или «*».")]
Scope = Annotated[str | None, typer.Option("--scope", help="Только для одного класса или совета (UUID).")]


@app.command(help="Открыть учётную запись с первой ролью. Пароль спрашивается; без него входят только по ключу.")
def add(  # noqa: PLR0913 - one parameter an option
    login: Login,
    role: RoleName,
    institution: Institution,
    actor: Annotated[str | None, typer.Option(help="Карточка человека (UUID), от чьего имени записывать.")] = None,
    tenant: TenantName = None,
    *,
    with_password: Annotated[bool, typer.Option("--password/--no-password", help="Спросить пароль.")] = True,
    as_json: Json = False,
) -> None:
    """Open an account."""
    password = _password() if with_password else None
    given = {"login": login, "actor": actor, "password": password}
    new = _understood(NewAccount, **given, role={"role": role, "institution": institution})
    with house_of(read_settings(), tenant) as house:
        account = house.accounts.add(new.login, actor=new.actor, password=plain(new.password))
        house.accounts.grant(account, new.role.grant(), by=_operator())
        _show(house.accounts.get(account), f"Учётная запись «{login}» открыта: {account}", as_json=as_json)


@app.command(help="Дать учётной записи ещё одну роль.")
def grant(
    login: Login,
    role: RoleName,
    institution: Institution,
    scope: Scope = None,
    tenant: TenantName = None,
    *,
    as_json: Json = False,
) -> None:
    """Give a role."""
    new = _understood(NewRole, role=role, institution=institution, scope=scope)
    with house_of(read_settings(), tenant) as house:
        account = house.accounts.find(login).id
        house.accounts.grant(account, new.grant(), by=_operator())
        _show(house.accounts.get(account), f"Роль {role} дана.", as_json=as_json)


@app.command(help="Забрать роль.")
def withdraw(
    login: Login,
    role: RoleName,
    institution: Institution,
    scope: Scope = None,
    tenant: TenantName = None,
    *,
    as_json: Json = False,
) -> None:
    """Take a role back."""
    new = _understood(NewRole, role=role, institution=institution, scope=scope)
    with house_of(read_settings(), tenant) as house:
        account = house.accounts.find(login).id
        house.accounts.withdraw(account, new.grant())
        _show(house.accounts.get(account), f"Роль {role} забрана.", as_json=as_json)


@app.command(help="Выдать ключ программе. Он показывается один раз.")
def key(
    login: Login,
    label: Annotated[str, typer.Option(help="Для чего ключ.")],
    days: Annotated[int, typer.Option(help="Сколько дней действует.")] = 90,
    tenant: TenantName = None,
    *,
    as_json: Json = False,
) -> None:
    """Issue a key."""
    new = _understood(NewKey, label=label, days=days)
    with house_of(read_settings(), tenant) as house:
        issued = house.accounts.issue_key(house.accounts.find(login).id, new.label, new.days)
    show({"id": issued.id, "token": issued.token}, issued.token, as_json=as_json)


@app.command(help="Отозвать ключ.")
def revoke(
    login: Login,
    key_id: Annotated[str, typer.Argument(metavar="KEY", help="Номер ключа.")],
    tenant: TenantName = None,
    *,
    as_json: Json = False,
) -> None:
    """Revoke a key."""
    with house_of(read_settings(), tenant) as house:
        house.accounts.revoke_key(house.accounts.find(login).id, key_id)
    show({"revoked": key_id}, "Ключ отозван.", as_json=as_json)


@app.command(help="Приостановить учётную запись: её сессии и ключи перестают действовать.")
def suspend(login: Login, tenant: TenantName = None, *, as_json: Json = False) -> None:
    """Suspend an account."""
    with house_of(read_settings(), tenant) as house:
        account = house.accounts.find(login).id
        house.accounts.disable(account)
        _show(house.accounts.get(account), f"Учётная запись «{login}» приостановлена.", as_json=as_json)


@app.command(help="Восстановить приостановленную учётную запись: ключи действуют снова, сессии – нет.")
def restore(login: Login, tenant: TenantName = None, *, as_json: Json = False) -> None:
    """Restore an account."""
    with house_of(read_settings(), tenant) as house:
        account = house.accounts.find(login).id
        house.accounts.restore(account)
        _show(house.accounts.get(account), f"Учётная запись «{login}» восстановлена.", as_json=as_json)


@app.command("show", help="Показать учётную запись и её роли.")
def show_account(login: Login, tenant: TenantName = None, *, as_json: Json = False) -> None:
    """Show an account."""
    with house_of(read_settings(), tenant) as house:
        found = house.accounts.find(login)
    roles = "\n".join(f"  {one.role} – {one.institution} {one.scope or ''}".rstrip() for one in found.grants)
    state = "приостановлена" if found.disabled else "действует"
    _show(found, f"{found.login} ({found.id}): {state}\n{roles}".rstrip(), as_json=as_json)


def _show(account: Account, text: str, *, as_json: bool) -> None:
    show(asdict(account), text, as_json=as_json)


def _operator() -> str:
    return f"console-{getpass.getuser()}"


def _password() -> str:
    """Ask a person twice, or read one line from a program."""
    if sys.stdin.isatty():
        return str(typer.prompt("Пароль", hide_input=True, confirmation_prompt="Ещё раз"))
    return sys.stdin.readline().rstrip("\n")


def _understood(model: type[Model], **fields: object) -> Model:
    """Return what the options say, or tell which of them make no sense."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        errors = [{**one, "loc": ("options", *one["loc"])} for one in error.errors()]
        raise typer.BadParameter("\n".join(str(refusal) for refusal in refusals_of(errors))) from None
