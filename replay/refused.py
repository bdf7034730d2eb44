"""Refused attempts («отклонённые попытки») on one cell, as the refusal log keeps them beside the ledger."""

from dataclasses import dataclass
from datetime import datetime

from psycopg import Connection, sql

_LIMIT = 200
_QUERY = sql.SQL(
    "SELECT at, actor, verb, command::text, code, requirement FROM {}"
    " WHERE touched @> ARRAY[%s]::text[] AND at <= %s ORDER BY at, id LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class RefusedAttempt:
    """Somebody tried to write in the cell, and a rule or a right forbade it («отказ»)."""

    at: datetime
    actor: str
    verb: str
    command: str
    code: str
    requirement: str


def read_refused(
    connection: Connection, schema: str, *, lesson: str, pupil: str, column: int | None, until: datetime
) -> list[RefusedAttempt]:
    """Return the attempts on one cell up to a moment, earliest first; column None is the attendance register."""
    touched = f"lesson-{lesson}/{pupil}/{'attendance' if column is None else column}"
    rows = connection.execute(_QUERY.format(sql.Identifier(schema, "refusal")), (touched, until, _LIMIT))
    return [RefusedAttempt(*row) for row in rows]
