"""Entrance («вход»): a password opens a session; a session or a key tells who somebody is."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hmac import compare_digest

from psycopg import Connection, sql
from psycopg_pool import ConnectionPool

from api.accounts.passwords import Passwords
from api.accounts.refusals import (
    AccountDisabled,
    KeyExpired,
    KeyRevoked,
    NotASession,
    NotSignedIn,
    SessionEnded,
    TooManyAttempts,
    UnknownToken,
    WrongPassword,
)
from api.accounts.register import GRANTS, grants_of
from api.accounts.tokens import TokenKind, kind_of, new_token, token_digest
from api.database import transaction
from ledger.ports import Clock, Entropy
from ledger.stamp import Grant, instant

SESSION_LASTS = timedelta(hours=12)
ATTEMPTS_MAX = 5
ATTEMPTS_WITHIN = timedelta(minutes=15)
_LOCK = 1_818_584_169  # beside the ledger's own locks, never one of them

_ATTEMPTS = "SELECT count(*) FROM {schema}.sign_in WHERE login = %s AND at > %s AND NOT succeeded"
_ATTEMPT = "INSERT INTO {schema}.sign_in (id, login, at, succeeded) VALUES (%s, %s, %s, false)"
_SUCCEED = "UPDATE {schema}.sign_in SET succeeded = true WHERE id = %s"
_OPEN = "INSERT INTO {schema}.session (digest, account, opened_at, expires_at) VALUES (%s, %s, %s, %s)"
_END = "UPDATE {schema}.session SET ended_at = %s WHERE digest = %s AND ended_at IS NULL"
_ACCOUNT = "SELECT id::text, password, disabled_at FROM {schema}.account WHERE login = %s"
_IDENTITY = """
    SELECT t.digest, t.expires_at, t.ended_at, a.id::text, a.actor, a.disabled_at, {grants}
    FROM {schema}.{table} AS t JOIN {schema}.account AS a ON a.id = t.account WHERE t.digest = %s
"""
_TABLES = {TokenKind.SESSION: "session", TokenKind.KEY: "api_key"}


@dataclass(frozen=True, slots=True)
class Identity:
    """Who stands at the door («личность»)."""

    account: str
    actor: str
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """An open session, this once with its token."""

    account: str
    expires_at: datetime
    token: str = field(repr=False)


class Entrance:
    """Lets people and programs in; every attempt with a password is kept (XCT-013)."""

    def __init__(
        self, pool: ConnectionPool[Connection], schema: str, clock: Clock, entropy: Entropy, passwords: Passwords
    ) -> None:
        self._pool = pool
        self._clock = clock
        self._entropy = entropy
        self._passwords = passwords
        name = sql.Identifier(schema)
        grants = GRANTS.format(schema=name)
        self._schema = name
        self._identity = {
            kind: sql.SQL(_IDENTITY).format(schema=name, table=sql.Identifier(table), grants=grants)
            for kind, table in _TABLES.items()
        }

    def sign_in(self, login: str, password: str) -> Session:
        """Open a session for a login and its password."""
        with self._passwords.turn():
            with transaction(self._pool) as connection:
                row = connection.execute(self._sql(_ACCOUNT), (login,)).fetchone()
                attempt = self._attempt(connection, login if row else _bucket(login))
            account, kept, disabled_at = row or (None, None, None)
            matches = self._passwords.matches(kept, password)
        if not matches or account is None:
            raise WrongPassword
        if disabled_at is not None:
            raise AccountDisabled
        session = Session(account, self._clock.now() + SESSION_LASTS, new_token(TokenKind.SESSION, self._entropy))
        opened = (token_digest(session.token), account, self._clock.now(), session.expires_at)
        with transaction(self._pool) as connection:
            connection.execute(self._sql(_SUCCEED), (attempt,))
            connection.execute(self._sql(_OPEN), opened)
        return session

    def sign_out(self, token: str) -> None:
        """End a session.

        Raises:
            NotASession: it is a key.

        """
        if kind_of(token) is not TokenKind.SESSION:
            raise NotASession
        with transaction(self._pool) as connection:
            connection.execute(self._sql(_END), (self._clock.now(), token_digest(token)))

    def identify(self, token: str | None) -> Identity:
        """Return who holds *token*, the bearer's session or key."""
        if token is None:
            raise NotSignedIn
        kind = kind_of(token)
        if kind is None:
            raise UnknownToken
        digest = token_digest(token)
        with transaction(self._pool) as connection:
            row = connection.execute(self._identity[kind], (digest,)).fetchone()
        if row is None or not compare_digest(row[0], digest):
            raise UnknownToken
        _, expires_at, ended_at, account, actor, disabled_at, grants = row
        self._refuse_ended(kind, expires_at, ended_at)
        if disabled_at is not None:
            raise AccountDisabled
        return Identity(account, actor, grants_of(grants))

    def _refuse_ended(self, kind: TokenKind, expires_at: datetime, ended_at: datetime | None) -> None:
        expired = self._clock.now() >= expires_at
        match kind:
            case TokenKind.SESSION if ended_at is not None or expired:
                raise SessionEnded(ended_at=instant(ended_at or expires_at))
            case TokenKind.KEY if ended_at is not None:
                raise KeyRevoked(revoked_at=instant(ended_at))
            case TokenKind.KEY if expired:
                raise KeyExpired(expired_at=instant(expires_at))
            case _:
                pass

    def _attempt(self, connection: Connection, name: str) -> str:
        """Note the attempt before the password is looked at, so that many at once count as many."""
        now, attempt = self._clock.now(), self._entropy.identifier()
        connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (_LOCK, name))
        failed = connection.execute(self._sql(_ATTEMPTS), (name, now - ATTEMPTS_WITHIN)).fetchone()
        if failed is not None and failed[0] >= ATTEMPTS_MAX:
            raise TooManyAttempts(minutes=int(ATTEMPTS_WITHIN.total_seconds() // 60))
        connection.execute(self._sql(_ATTEMPT), (attempt, name, now))
        return attempt

    def _sql(self, query: str) -> sql.Composed:
        return sql.SQL(query).format(schema=self._schema)


def _bucket(login: str) -> str:
    """Return the name under which attempts with unknown logins count: one of 65,536.

    So what somebody typed into the wrong field is not kept; and there are too many names for a stranger to use up
    within ATTEMPTS_WITHIN, after which whoever is still let try would be known to have an account.
    """
    return f"?{hashlib.sha256(login.encode()).hexdigest()[:4]}"
