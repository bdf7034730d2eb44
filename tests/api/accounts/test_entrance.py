"""Coming in: by password, by session, by key; who is kept out, and why."""

from datetime import timedelta

import psycopg
import pytest
from psycopg import errors

from aggregates.rights import Role
from api.accounts.entrance import ATTEMPTS_MAX, ATTEMPTS_WITHIN, SESSION_LASTS, _bucket
from api.accounts.refusals import (
    AccountDisabled,
    ActorTaken,
    AlreadyGranted,
    KeyExpired,
    KeyRevoked,
    LoginTaken,
    NotSignedIn,
    SessionEnded,
    TooManyAttempts,
    UnknownAccount,
    UnknownKey,
    UnknownToken,
    WrongPassword,
)
from ledger.postgres.connections import connect
from ledger.stamp import Grant

LOGIN, PASSWORD = "t.petrova", "зелёная тетрадь 5А"
TEACHER = Grant(Role.TEACHER.value, "school-15", None)


@pytest.fixture
def account(accounts):
    return accounts.add(LOGIN, password=PASSWORD)


def test_a_password_opens_a_session_that_knows_who_it_is(accounts, entrance, account):
    accounts.grant(account, TEACHER, by="administrator")
    identity = entrance.identify(entrance.sign_in(LOGIN, PASSWORD).token)
    assert (identity.account, identity.actor, identity.grants) == (account, account, (TEACHER,))


def test_an_account_may_act_under_the_id_of_a_person(accounts, entrance):
    accounts.add(LOGIN, actor="person-1", password=PASSWORD)
    assert entrance.identify(entrance.sign_in(LOGIN, PASSWORD).token).actor == "person-1"


@pytest.mark.parametrize(("login", "password"), [(LOGIN, "зелёная тетрадь 5Б"), ("nobody.here", PASSWORD)])
@pytest.mark.usefixtures("account")
def test_a_wrong_password_and_an_unknown_login_are_the_same(entrance, login, password):
    with pytest.raises(WrongPassword):
        entrance.sign_in(login, password)


def test_an_account_without_a_password_cannot_sign_in(accounts, entrance):
    accounts.add("program")
    with pytest.raises(WrongPassword):
        entrance.sign_in("program", "nobody has this password")


def fail(entrance, times):
    for _ in range(times):
        with pytest.raises(WrongPassword):
            entrance.sign_in(LOGIN, "не тот пароль")


def test_after_too_many_failures_even_the_right_password_waits(entrance, account, clock):
    fail(entrance, ATTEMPTS_MAX)
    with pytest.raises(TooManyAttempts):
        entrance.sign_in(LOGIN, PASSWORD)
    clock.pass_by(minutes=ATTEMPTS_WITHIN.total_seconds() / 60)
    assert entrance.sign_in(LOGIN, PASSWORD).account == account


def test_one_failure_fewer_still_lets_in(entrance, account):
    fail(entrance, ATTEMPTS_MAX - 1)
    assert entrance.sign_in(LOGIN, PASSWORD).account == account


@pytest.mark.usefixtures("account")
def test_every_attempt_is_kept(entrance, tenant):
    fail(entrance, 1)
    entrance.sign_in(LOGIN, PASSWORD)
    with psycopg.connect(tenant.dsn) as connection:
        rows = connection.execute(f"SELECT login, succeeded FROM {tenant.schema}.sign_in ORDER BY id").fetchall()
    assert rows == [(LOGIN, False), (LOGIN, True)]


def test_what_was_typed_for_an_unknown_login_is_not_kept_and_does_not_pile_up(entrance, tenant):
    for number in range(ATTEMPTS_MAX):
        with pytest.raises(WrongPassword):
            entrance.sign_in(PASSWORD, str(number))
    with pytest.raises(TooManyAttempts):
        entrance.sign_in(PASSWORD, "ещё раз")
    with psycopg.connect(tenant.dsn) as connection:
        rows = connection.execute(f"SELECT login FROM {tenant.schema}.sign_in").fetchall()
    assert len(rows) == ATTEMPTS_MAX
    assert len({login for (login,) in rows}) == 1
    assert all(login.startswith("?") for (login,) in rows)


def test_strangers_cannot_use_up_the_names_of_unknown_logins():
    within = 80_000  # attempts of 25 ms, two at a time
    assert len({_bucket(f"stranger-{number}") for number in range(100_000)}) * ATTEMPTS_MAX > within


def test_a_session_lasts_until_its_term_and_no_longer(entrance, account, clock):
    token = entrance.sign_in(LOGIN, PASSWORD).token
    clock.moment += SESSION_LASTS - timedelta(microseconds=1)
    assert entrance.identify(token).account == account
    clock.moment += timedelta(microseconds=1)
    with pytest.raises(SessionEnded):
        entrance.identify(token)


@pytest.mark.usefixtures("account")
def test_a_session_ends_when_its_holder_signs_out(entrance):
    token = entrance.sign_in(LOGIN, PASSWORD).token
    entrance.sign_out(token)
    with pytest.raises(SessionEnded):
        entrance.identify(token)


def test_a_key_opens_until_its_term_and_no_longer(accounts, entrance, account, clock):
    token = accounts.issue_key(account, "выгрузка", days=30).token
    clock.moment += timedelta(days=30) - timedelta(microseconds=1)
    assert entrance.identify(token).account == account
    clock.moment += timedelta(microseconds=1)
    with pytest.raises(KeyExpired) as refused:
        entrance.identify(token)
    assert refused.value.details["expired_at"] == "2026-10-31T07:00:00.000000Z"


def test_a_revoked_key_says_so_even_after_its_term(accounts, entrance, account, clock):
    key = accounts.issue_key(account, "выгрузка", days=30)
    accounts.revoke_key(account, key.id)
    clock.pass_by(days=60)
    with pytest.raises(KeyRevoked):
        entrance.identify(key.token)


def test_nobody_revokes_the_key_of_another_account(accounts, account):
    key = accounts.issue_key(account, "выгрузка", days=30)
    other = accounts.add("other")
    with pytest.raises(UnknownKey):
        accounts.revoke_key(other, key.id)


@pytest.mark.parametrize("token", ["", "key_", "session_" + "a" * 43, "key_" + "a" * 43, "password_" + "a" * 43])
@pytest.mark.usefixtures("account")
def test_an_unknown_token_opens_nothing(entrance, token):
    with pytest.raises(UnknownToken):
        entrance.identify(token)


def test_without_a_token_nobody_is_let_in(entrance):
    with pytest.raises(NotSignedIn):
        entrance.identify(None)


def test_a_suspended_account_is_kept_out_by_every_door(accounts, entrance, account):
    session, key = entrance.sign_in(LOGIN, PASSWORD).token, accounts.issue_key(account, "выгрузка", days=30).token
    accounts.disable(account)
    for token in (session, key):
        with pytest.raises(AccountDisabled):
            entrance.identify(token)
    with pytest.raises(AccountDisabled):
        entrance.sign_in(LOGIN, PASSWORD)


def test_a_restored_account_comes_in_again_but_not_by_an_old_session(accounts, entrance, account):
    session, key = entrance.sign_in(LOGIN, PASSWORD).token, accounts.issue_key(account, "выгрузка", days=30).token
    accounts.disable(account)
    accounts.restore(account)
    with pytest.raises(SessionEnded):
        entrance.identify(session)
    assert entrance.identify(key).account == account
    session = entrance.sign_in(LOGIN, PASSWORD).token
    accounts.restore(account)
    assert entrance.identify(session).account == account


def test_a_role_taken_back_is_gone_at_once_and_may_be_given_again(accounts, entrance, account):
    token = entrance.sign_in(LOGIN, PASSWORD).token
    accounts.grant(account, TEACHER, by="administrator")
    accounts.withdraw(account, TEACHER)
    assert entrance.identify(token).grants == ()
    accounts.grant(account, TEACHER, by="administrator")
    assert entrance.identify(token).grants == (TEACHER,)


def test_a_role_is_given_once(accounts, account):
    accounts.grant(account, TEACHER, by="administrator")
    with pytest.raises(AlreadyGranted):
        accounts.grant(account, TEACHER, by="administrator")


@pytest.mark.usefixtures("account")
def test_a_login_belongs_to_one_account(accounts):
    with pytest.raises(LoginTaken):
        accounts.add(LOGIN)


def test_a_person_has_one_account(accounts):
    accounts.add(LOGIN, actor="person-1")
    with pytest.raises(ActorTaken):
        accounts.add("t.petrova-2", actor="person-1")


def test_an_account_that_is_not_there_is_named(accounts, entropy):
    nobody = entropy.identifier()
    for asking in (
        lambda: accounts.find("nobody.here"),
        lambda: accounts.disable(nobody),
        lambda: accounts.grant(nobody, TEACHER, by="administrator"),
        lambda: accounts.issue_key(nobody, "выгрузка", days=1),
    ):
        with pytest.raises(UnknownAccount):
            asking()


def test_the_database_holds_neither_passwords_nor_tokens(accounts, entrance, account, tenant):
    secrets = [PASSWORD, entrance.sign_in(LOGIN, PASSWORD).token, accounts.issue_key(account, "выгрузка", days=1).token]
    with psycopg.connect(tenant.dsn) as connection:
        kept = [
            str(connection.execute(f"SELECT * FROM {tenant.schema}.{table}").fetchall())
            for table in ("account", "session", "api_key", "sign_in")
        ]
    assert [secret for secret in secrets for text in kept if secret in text] == []


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM {}.account",
        "DELETE FROM {}.account_grant",
        "DELETE FROM {}.sign_in",
        "UPDATE {}.account SET actor = 'somebody-else'",
        "UPDATE {}.account_grant SET role = 'head'",
        "UPDATE {}.api_key SET expires_at = 'infinity'",
        "DELETE FROM {}.refusal",
        "UPDATE {}.refusal SET actor = 'somebody-else'",
    ],
)
def test_the_program_itself_may_not_rewrite_who_somebody_was(tenant, change):
    with connect(tenant.dsn, "ledger_app") as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute(change.format(tenant.schema))
