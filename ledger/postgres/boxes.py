"""Boxes («шифротексты запечатанных полей»): read beside their events, for whoever may open them."""

from collections.abc import Sequence

from psycopg import Connection, sql
from psycopg_pool import ConnectionPool
from typing_extensions import override

from ledger.postgres.connections import answering
from ledger.sealing import Boxed, Boxes

_BOXED = """
    SELECT e.stream, e.version, e.name, e.bytes,
        ARRAY(SELECT s.box FROM {schema}.sealed AS s WHERE s.position = e.position ORDER BY s.part)
    FROM {schema}.event AS e WHERE e.position = ANY(%s) ORDER BY e.position"""


class PostgresBoxes(Boxes):
    """The boxes of one tenant."""

    def __init__(self, pool: ConnectionPool[Connection], schema: str) -> None:
        self._pool = pool
        self._query = sql.SQL(_BOXED).format(schema=sql.Identifier(schema))

    @override
    def boxed(self, positions: Sequence[int]) -> Sequence[Boxed]:
        with answering(), self._pool.connection() as connection:
            rows = connection.execute(self._query, (list(positions),), binary=True)
            return [Boxed._make(row) for row in rows]
