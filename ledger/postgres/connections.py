"""Connections («соединения»): in the program's roles, bounded in time, and renewed after the server was away."""

import contextlib
import select
from collections.abc import Iterator
from typing import Literal

import psycopg
from psycopg import Connection, errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import ConnectionPool

from ledger.postgres.errors import Unavailable

Role = Literal["ledger_app", "ledger_books"]

_SETTINGS = {"TimeZone": "UTC", "statement_timeout": "30s", "idle_in_transaction_session_timeout": "60s"}
_CONNECT_SECONDS = 10
_WAIT_SECONDS = 5.0
_IDLE_SECONDS = 600.0
_WENT_AWAY = (
    errors.OperationalError,  # lost, refused, shut down, full, cancelled, deadlocked, no connection free
    errors.InterfaceError,  # the connection had been closed before it was used
    errors.InternalError_,  # XX000: a distributed server could not commit
    errors.ReadOnlySqlTransaction,  # a standby that has not been promoted yet
)


def conninfo(dsn: str, role: Role, **settings: str) -> str:
    """Return *dsn* completed: acting as *role*, in UTC, with time limits; *settings* replace the ordinary ones."""
    given = conninfo_to_dict(dsn)
    options = {**_SETTINGS, "role": role, **settings}
    words = [str(given.pop("options", "")), *(f"-c {name}={value}" for name, value in options.items())]
    ours = make_conninfo(client_encoding="utf8", connect_timeout=_CONNECT_SECONDS, application_name=role)
    return make_conninfo(ours, **given, options=" ".join(words).strip())


def connect(dsn: str, role: Role, **settings: str) -> Connection:
    """Open one connection of one's own, for listening or long work; statements commit by themselves."""
    with answering():
        return psycopg.connect(conninfo(dsn, role, **settings), autocommit=True)


def pool(dsn: str, role: Role, *, size: int = 8) -> ConnectionPool[Connection]:
    """Return an open pool of at most *size* connections whose statements commit by themselves.

    It opens even while the server is away, and forgets connections that the server has closed. After an outage whoever
    asks first has it try again: its own attempts, left to themselves, come ever more rarely.
    """
    return ConnectionPool(
        conninfo(dsn, role),
        kwargs={"autocommit": True},
        min_size=1,
        max_size=size,
        timeout=_WAIT_SECONDS,
        reconnect_timeout=_WAIT_SECONDS,
        max_idle=_IDLE_SECONDS,
        check=_check,
        name=role,
        open=True,
    )


@contextlib.contextmanager
def answering() -> Iterator[None]:
    """Turn what psycopg says when the database cannot answer into `Unavailable`; nothing is known of a write then."""
    try:
        yield
    except _WENT_AWAY as error:
        raise Unavailable(f"{type(error).__name__} {error.sqlstate or ''}".strip()) from error


def _check(connection: Connection) -> None:
    """Ask the server only if it has said something to an idle connection: as a rule that it is leaving."""
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        ConnectionPool.check_connection(connection)
