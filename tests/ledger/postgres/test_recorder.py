"""Our recorder keeps the contracts of the `eventsourcing` library, by the library's own test cases."""

from datetime import UTC, datetime
from functools import singledispatchmethod
from uuid import uuid4

import pytest
from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactory, IntegrityError, StoredEvent, Tracking
from eventsourcing.projection import Projection, ProjectionRunner
from eventsourcing.tests import persistence
from psycopg import sql

from aggregates.catalogue import CATALOGUE
from ledger.postgres.connections import pool as open_pool
from ledger.postgres.history import PostgresHistory
from ledger.postgres.library.mapper import Act, EnvelopeMapper
from ledger.postgres.library.recorder import LedgerRecorder
from ledger.postgres.library.tracking import LedgerTrackingRecorder
from tests.acts import note, notes


class TickingClock:
    def now(self):
        return datetime.now(UTC)


@pytest.fixture
def recorder(history, pool, tenant, unsound):
    return LedgerRecorder(history, pool, tenant.schema, TickingClock())


class OfTheLedger:
    """Puts our recorder into the library's cases, with streams named by text as ours are."""

    @pytest.fixture(autouse=True)
    def _ours(self, request):
        self.construct = lambda: request.getfixturevalue(self.fixture)

    fixture = "recorder"

    def create_recorder(self):
        return self.construct()

    def new_originator_id(self):
        return f"note-{uuid4()}"


class TestApplicationRecorder(OfTheLedger, persistence.ApplicationRecorderTestCase):
    def test_insert_subscribe(self):
        self.optional_test_insert_subscribe()


class TestNonInterleaving(OfTheLedger, persistence.NonInterleavingNotificationIDsBaseCase):
    pass


class TestTrackingRecorder(OfTheLedger, persistence.TrackingRecorderTestCase):
    fixture = "tracking_recorder"


@pytest.fixture
def tracking_recorder(tenant):
    with open_pool(tenant.dsn, "ledger_books", size=2) as pool:
        yield LedgerTrackingRecorder(pool, tenant.schema)


def stored(stream, *versions):
    return [StoredEvent(stream, version, "lesson.topic-recorded.v1", b"state1") for version in versions]


@pytest.mark.parametrize("versions", [(1, 3), (2, 1), (1, 1), (2,)])
def test_events_out_of_sequence_are_refused(recorder, versions):
    with pytest.raises(IntegrityError):
        recorder.insert_events(stored("note-1", *versions))
    assert recorder.max_notification_id() is None


def test_a_stream_may_begin_at_version_zero_but_not_twice(recorder):
    assert list(recorder.insert_events(stored("note-1", 0, 1))) == [1, 2]
    for versions in [(0,), (1,), (3,)]:
        with pytest.raises(IntegrityError):
            recorder.insert_events(stored("note-1", *versions))
    assert list(recorder.insert_events(stored("note-1", 2))) == [3]


def test_the_mapper_reads_what_the_program_recorded(recorder, history):
    history.append(notes("note-1", 0, "первая"))
    (event,) = recorder.select_events("note-1")
    act = NoteMapper(None).to_domain_event(event)
    assert (act.originator_id, act.originator_version, act.event) == ("note-1", 1, note("первая"))
    assert NoteMapper(None).to_stored_event(act) == event


class NoteMapper(EnvelopeMapper):
    catalogue = CATALOGUE


class Wall(LedgerTrackingRecorder):
    """A view: the texts of notes."""

    def pin(self, text, tracking):
        with self.pool.connection() as connection, connection.transaction():
            self.track(connection, tracking)
            connection.execute(sql.SQL("INSERT INTO {}.wall VALUES (%s)").format(self.schema), (text,))


class Pinning(Projection[Wall]):
    name = "wall"

    @singledispatchmethod
    def process_event(self, domain_event, tracking):
        raise NotImplementedError

    @process_event.register
    def pin(self, act: Act, tracking: Tracking):
        self.view.pin(act.event.topic, tracking)


class Notes(Application[str]):
    name = "notes"


class Factory(InfrastructureFactory):
    """Hands the library the tenant of the running test."""

    tenant = None
    made = None

    def __init__(self, env):
        super().__init__(env)
        self.made.append(self)
        self.pool = open_pool(self.tenant.dsn, "ledger_app", size=2)
        self.books = open_pool(self.tenant.dsn, "ledger_books", size=2)
        self.history = PostgresHistory(self.pool, self.tenant.schema, CATALOGUE)

    def close(self):
        self.history.close()
        self.pool.close()
        self.books.close()

    def application_recorder(self):
        return LedgerRecorder(self.history, self.pool, self.tenant.schema, TickingClock())

    def tracking_recorder(self, tracking_recorder_class=LedgerTrackingRecorder):
        return tracking_recorder_class(self.books, self.tenant.schema)

    aggregate_recorder = application_recorder
    process_recorder = application_recorder


@pytest.fixture
def environment(tenant, owner, monkeypatch):
    owner.execute(sql.SQL("CREATE TABLE {}.wall (text text PRIMARY KEY)").format(sql.Identifier(tenant.schema)))
    owner.execute(sql.SQL("GRANT ALL ON {}.wall TO ledger_books").format(sql.Identifier(tenant.schema)))
    monkeypatch.setattr(Factory, "tenant", tenant)
    monkeypatch.setattr(Factory, "made", [])
    yield {"PERSISTENCE_MODULE": f"{__name__}:Factory", "MAPPER_TOPIC": f"{__name__}:NoteMapper"}
    for factory in Factory.made:
        factory.close()


def test_the_librarys_projection_runner_runs_over_our_recorder(environment, history, owner, tenant):
    history.append(notes("note-1", 0, "до"))
    with ProjectionRunner(
        application_class=Notes, projection_class=Pinning, view_class=Wall, env=environment
    ) as runner:
        receipt = history.append(notes("note-1", 1, "после"))
        runner.wait(receipt.position, timeout=10)
    texts = owner.execute(sql.SQL("SELECT text FROM {}.wall ORDER BY text").format(sql.Identifier(tenant.schema)))
    assert texts.fetchall() == [("до",), ("после",)]
