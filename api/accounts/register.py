"""Register of accounts («реестр учётных записей»): who may come in, and with which roles."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from psycopg import Connection, errors, sql
from psycopg_pool import ConnectionPool

from aggregates.rights import Role
from api.accounts.passwords import Passwords
from api.accounts.refusals import ActorTaken, AlreadyGranted, LoginTaken, UnknownAccount, UnknownKey
from api.accounts.tokens import TokenKind, new_token, token_digest
from api.database import transaction
from ledger.ports import Clock, Entropy
from ledger.stamp import Grant

KEY_DAYS_MAX = 366


@dataclass(frozen=True, slots=True)
class Account:
    """An account as administrators see it; *actor* is the id that the events name."""

    id: str
    login: str
    actor: str
    disabled: bool
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A key, this once with its token."""

    id: str
    token: str = field(repr=False)


class Accounts:
    """Adds and ends; nothing is ever deleted or overwritten, so that old events keep their authors."""

    def __init__(
        self, pool: ConnectionPool[Connection], schema: str, clock: Clock, entropy: Entropy, passwords: Passwords
    ) -> None:
        self._pool = pool
        self._schema = sql.Identifier(schema)
        self._clock = clock
        self._entropy = entropy
        self._passwords = passwords

    def add(self, login: str, *, actor: str | None = None, password: str | None = None) -> str:
        """Open an account and return its id; without a password it comes in by keys only."""
        account = self._entropy.identifier()
        kept = None if password is None else self._hash(password)
        query = "INSERT INTO {schema}.account (id, login, actor, password, created_at) VALUES (%s, %s, %s, %s, %s)"
        try:
            self._execute(query, (account, login, actor or account, kept, self._clock.now()))
        except errors.UniqueViolation as error:
            raise ActorTaken if error.diag.constraint_name == "account_actor_key" else LoginTaken(login=login) from None
        return account

    def find(self, login: str) -> Account:
        """Return the account of this login."""
        return self._one("a.login = %s", login)

    def get(self, account: str) -> Account:
        """Return an account by its id."""
        return self._one("a.id = %s", account)

    def disable(self, account: str) -> None:
        """Suspend the account: its sessions and keys no longer open anything."""
        self._end("UPDATE {schema}.account SET disabled_at = %s WHERE id = %s AND disabled_at IS NULL", account)

    def restore(self, account: str) -> None:
        """Let a suspended account in again (XCT-015); its keys open again until their terms, its sessions do not."""
        query = """
            WITH ended AS (
                UPDATE {schema}.session SET ended_at = %s
                WHERE account IN (SELECT id FROM {schema}.account WHERE id = %s AND disabled_at IS NOT NULL)
                    AND ended_at IS NULL
            )
            UPDATE {schema}.account SET disabled_at = NULL WHERE id = %s
        """
        self._end(query, account, account)

    def grant(self, account: str, grant: Grant, by: str) -> None:
        """Give a role."""
        values = (self._entropy.identifier(), account, Role(grant.role).value, grant.institution, grant.scope)
        query = """
            INSERT INTO {schema}.account_grant (id, account, role, institution, scope, granted_by, granted_at)
            VALUES (%s, %s, %s, %s, %s, %s, %s)
        """
        try:
            self._execute(query, (*values, by, self._clock.now()))
        except errors.UniqueViolation:
            raise AlreadyGranted(role=grant.role) from None
        except errors.ForeignKeyViolation:
            raise UnknownAccount from None

    def withdraw(self, account: str, grant: Grant) -> None:
        """Take a role back."""
        query = """
            UPDATE {schema}.account_grant SET ended_at = %s
            WHERE account = %s AND role = %s AND institution = %s AND scope IS NOT DISTINCT FROM %s
                AND ended_at IS NULL
        """
        self._end(query, account, grant.role, grant.institution, grant.scope)

    def issue_key(self, account: str, label: str, days: int) -> IssuedKey:
        """Issue a key for a program; the token is shown this once."""
        issued = IssuedKey(self._entropy.identifier(), new_token(TokenKind.KEY, self._entropy))
        now = self._clock.now()
        query = """
            INSERT INTO {schema}.api_key (id, digest, account, label, opened_at, expires_at)
            VALUES (%s, %s, %s, %s, %s, %s)
        """
        ends = now + timedelta(days=min(days, KEY_DAYS_MAX))
        try:
            self._execute(query, (issued.id, token_digest(issued.token), account, label, now, ends))
        except errors.ForeignKeyViolation:
            raise UnknownAccount from None
        return issued

    def revoke_key(self, account: str, key: str) -> None:
        """Take a key back; one taken back before stays so."""
        query = """
            UPDATE {schema}.api_key SET ended_at = coalesce(ended_at, %s) WHERE account = %s AND id::text = %s
        """
        if not self._execute(query, (self._clock.now(), account, key)):
            raise UnknownKey

    def _hash(self, password: str) -> str:
        with self._passwords.turn():
            return self._passwords.hash(password)

    def _one(self, condition: str, value: str) -> Account:
        query = """
            SELECT a.id::text, a.login, a.actor, a.disabled_at IS NOT NULL, {grants}
            FROM {schema}.account AS a WHERE """
        with transaction(self._pool) as connection:
            row = connection.execute(self._sql(query + condition), (value,)).fetchone()
        if row is None:
            raise UnknownAccount
        account, login, actor, disabled, grants = row
        return Account(account, login, actor, disabled, grants_of(grants))

    def _end(self, query: str, account: str, *more: str | None) -> None:
        if not self._execute(query, (self._clock.now(), account, *more)):
            self.get(account)

    def _execute(self, query: str, values: tuple[object, ...]) -> int:
        with transaction(self._pool) as connection:
            return connection.execute(self._sql(query), values).rowcount

    def _sql(self, query: str) -> sql.Composed:
        return sql.SQL(query).format(schema=self._schema, grants=GRANTS.format(schema=self._schema))


GRANTS = sql.SQL("""(
    SELECT coalesce(json_agg(json_build_array(g.role, g.institution, g.scope) ORDER BY g.id), '[]')
    FROM {schema}.account_grant AS g WHERE g.account = a.id AND g.ended_at IS NULL
)""")
"""The roles that an account `a` holds now."""


def grants_of(rows: Iterable[tuple[str, str, str | None]]) -> tuple[Grant, ...]:
    """Return the grants that GRANTS selected."""
    return tuple(Grant(role, institution, scope) for role, institution, scope in rows)
