"""Verifying a ledger («проверка журнала»): all of it is read again, and nothing it says of itself is believed.

Positions have no hole; the columns beside an event say what its bytes say; the bytes are canonical; versions count up
in every stream; stamps keep their order; every event belongs to the command that it names, and every command to its
events; sealed fields have their boxes until their key is destroyed; the refusal log holds what was sealed day by day;
and kept books are what the events make of them.
"""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql

from aggregates.catalogue import CATALOGUE
from aggregates.people.person.events import KeyDestroyed
from ledger.catalogue import UnknownEvent
from ledger.postgres.connections import connect
from projections.book import Book
from replay.finding import Finding, Kind
from replay.rebuild import compared
from replay.sealed_days import verify_sealed_days
from replay.shadow import Ground
from replay.verify_entries import EntryVerifier, Span

FINDINGS_MAX = 1_000
SPAN_MIN, SPAN_MAX = 10_000, 500_000
_VERSIONS = """
    SELECT position, stream, version, place FROM (
        SELECT position, stream, version, row_number() OVER (PARTITION BY stream ORDER BY position) AS place
        FROM {schema}.event
    ) AS numbered WHERE version <> place ORDER BY position LIMIT {limit}
"""
_COMMANDS = """
    SELECT position, id::text FROM (
        SELECT position, id, position - n - lag(position, 1, bigint '0') OVER (ORDER BY position) AS gap, n
        FROM {schema}.command WHERE n <> 0
    ) AS counted WHERE gap <> 0 OR n < 1 ORDER BY position LIMIT {limit}
"""
_ENDS = """
    SELECT coalesce((SELECT max(position) FROM {schema}.event), 0),
        coalesce((SELECT max(position) FROM {schema}.command), 0)
"""
_DESTROYED = "SELECT bytes FROM {schema}.event WHERE name = {destroyed}"


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found: nothing, if all is well."""

    events: int
    findings: tuple[Finding, ...]


def verify(dsn: str, schema: str, *, processes: int = 0) -> Verified:
    """Read a whole ledger again, in as many processes as asked for, 0 being this one."""
    with closing(connect(dsn, "ledger_app", statement_timeout="0")) as connection:
        events, answered = _ask(connection, schema, _ENDS)[0]
        findings = list(_order(connection, schema))
        if events != answered:
            findings.append(Finding(Kind.COMMAND, answered, f"commands end here, events at {events}"))
        findings += verify_sealed_days(connection, schema)
        destroyed = _destroyed(connection, schema)
    tasks = [(dsn, schema, span, destroyed) for span in _spans(events, processes)]
    if processes == 0 or len(tasks) == 1:
        findings += (finding for task in tasks for finding in _span(*task))
    else:
        with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
            findings += (finding for found in pool.map(_span, *zip(*tasks, strict=True)) for finding in found)
    return Verified(events, tuple(findings[:FINDINGS_MAX]))


def verify_books(ground: Ground, books: Sequence[Book]) -> Iterator[Finding]:
    """Yield where kept books are not what the events make of them; the books are left as they are."""
    for book in books:
        comparison = compared(ground, book)
        for one in comparison.first if comparison else ():
            words = f"{book.name}.{one.table} {'/'.join(one.key)} {one.column}: {one.kept}, from events {one.rebuilt}"
            yield Finding(Kind.BOOK, None, words)


def _order(connection: Connection, schema: str) -> Iterator[Finding]:
    for position, stream, version, place in _ask(connection, schema, _VERSIONS):
        yield Finding(Kind.VERSION, position, f"{stream} has version {version} where {place} is due")
    for position, command in _ask(connection, schema, _COMMANDS):
        yield Finding(Kind.COMMAND, position, f"command {command} does not follow on the one before")


def _destroyed(connection: Connection, schema: str) -> frozenset[str]:
    """Return the keys whose destruction was recorded; what cannot be read destroys nothing."""
    destroyed = set()
    for (data,) in _ask(connection, schema, _DESTROYED):
        with suppress(UnknownEvent):
            event = CATALOGUE.decode(KeyDestroyed.name, data)
            assert isinstance(event, KeyDestroyed)
            destroyed.add(event.key)
    return frozenset(destroyed)


def _spans(events: int, processes: int) -> list[Span]:
    """Divide the positions so that all processes have work to the end, and none keeps very much."""
    size = min(max(SPAN_MIN, events // (4 * max(1, processes))), SPAN_MAX)
    return [Span(first, min(first + size - 1, events)) for first in range(1, events + 1, size)]


def _span(dsn: str, schema: str, span: Span, destroyed: frozenset[str]) -> list[Finding]:
    """Return the first findings in a span; runs in a process of its own."""
    with closing(connect(dsn, "ledger_app", statement_timeout="0")) as connection:
        found = EntryVerifier(connection, schema, CATALOGUE, destroyed).findings(span)
        return [finding for finding, _ in zip(found, range(FINDINGS_MAX), strict=False)]


def _ask(connection: Connection, schema: str, query: str) -> list[tuple[Any, ...]]:
    asked = sql.SQL(query).format(
        schema=sql.Identifier(schema), limit=sql.Literal(FINDINGS_MAX), destroyed=sql.Literal(KeyDestroyed.name)
    )
    return connection.execute(asked).fetchall()
