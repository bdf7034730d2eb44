"""The peer: `eventsourcing` as it comes, with its aggregates, its JSON transcoder and its PostgreSQL recorder."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from psycopg.conninfo import conninfo_to_dict

from benchmarks.ground import Ground
from benchmarks.samples import LESSON
from benchmarks.writers import Write
from ledger.postgres.tenants import Tenant

EVENTS, PAGE = 60_000, 2_000


class Lesson(Aggregate):
    """A lesson's marks."""

    @event("Scheduled")
    def __init__(self, teacher: str) -> None:
        self.teacher = teacher
        self.marks: dict[str, str] = {}

    @event("MarkRecorded")
    def record(self, pupil: str, column: int, mark: str, rule: str) -> None:
        """Record a mark."""
        self.marks[pupil] = f"{column} {mark} {rule}"


@contextmanager
def application(tenant: Tenant, *, create: bool = False) -> Iterator[Application[UUID]]:
    """Open the library's application in the tenant's schema; two that make its tables at once break one another."""
    place = conninfo_to_dict(tenant.dsn or "")
    environment = {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(place["dbname"]),
        "POSTGRES_HOST": str(place["host"]),
        "POSTGRES_PORT": str(place["port"]),
        "POSTGRES_USER": str(place["user"]),
        "POSTGRES_PASSWORD": "",
        "POSTGRES_SCHEMA": tenant.schema,
        "POSTGRES_POOL_SIZE": "10",
        "POSTGRES_LOCK_TIMEOUT": "30",
        "CREATE_TABLE": "y" if create else "n",
    }
    app: Application[UUID] = Application(environment)
    try:
        yield app
    finally:
        app.close()


def create_tables(tenant: Tenant) -> None:
    """Make the library's tables."""
    with application(tenant, create=True):
        pass


@contextmanager
def library(tenant: Tenant, batch: int) -> Iterator[Callable[[int], Write]]:
    """One process of the library: a thread records into lesson after lesson of 30 marks."""
    with application(tenant) as app:

        def writer(_: int) -> Write:
            lesson = Lesson("teacher")

            def write() -> int:
                nonlocal lesson
                if lesson.version >= LESSON:
                    lesson = Lesson("teacher")
                for _ in range(batch - len(lesson.pending_events)):
                    lesson.record("0198c0de-0000-7000-8000-000000000011", 1, "5", "JRN-090/1/2026-12-04")
                written = len(lesson.pending_events)
                app.save(lesson)
                return written

            return write

        yield writer


def replay(ground: Ground) -> float:
    """Return the events per second that the library turns into its objects, page by page."""
    if "library" not in ground.kept:
        create_tables(ground.keep("library"))
        with library(ground.kept["library"], LESSON) as writer:
            write = writer(0)
            for _ in range(EVENTS // LESSON):
                write()
    with application(ground.kept["library"]) as app:
        start, count, last = time.perf_counter(), 0, None
        while notifications := app.recorder.select_notifications(last, PAGE, inclusive_of_start=False):
            count += len([app.mapper.to_domain_event(one) for one in notifications])
            last = notifications[-1].id
        assert count == EVENTS
        return count / (time.perf_counter() - start)
