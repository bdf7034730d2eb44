"""A backup holds one moment of a ledger, whole; it comes back only where it belongs, and an older one is noticed."""

import dataclasses
import json
import stat
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
import pytest

from ledger.history import Append, Leaf
from ledger.postgres.appending import Appender
from ledger.postgres.backup import DUMP, MANIFEST, BadBackup, back_up, read_manifest, restore
from ledger.postgres.connections import connect, pool
from ledger.postgres.errors import CannotRun
from ledger.postgres.highwater import HighWater, LedgerBehind, Mark
from ledger.postgres.preparation import check_prepared, prepare
from ledger.postgres.tenants import ClockKind

pytestmark = pytest.mark.usefixtures("unsound")  # made-up bytes are recorded here

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
STREAM = "lesson-5a"


@pytest.fixture
def target(tmp_path):
    return tmp_path / "backups" / "october"


@pytest.fixture
def elsewhere(database, tenant):
    """The same tenant on a server where nothing is yet."""
    return dataclasses.replace(tenant, dsn=database, keys_dsn=database)


@pytest.fixture
def marks(tmp_path):
    return HighWater(tmp_path / "marks", "school")


def record(tenant, *numbers):
    """Record one event for each number, each by a command of its own, and return the receipts."""
    with pool(tenant.dsn, "ledger_app", size=1) as connections:
        appender = Appender(connections, tenant.schema)
        return [appender.append(held(number)) for number in numbers]


def held(number):
    leaf = Leaf(STREAM, number, "lesson.held.v1", b'{"lesson":%d}' % number)
    return Append(str(UUID(int=number)), b"digest", NOON + timedelta(seconds=number), [leaf], {STREAM: number - 1})


def events(tenant):
    query = f"SELECT position, recorded_at, version, stream, name, bytes FROM {tenant.schema}.event ORDER BY position"
    with psycopg.connect(tenant.dsn) as connection:
        return connection.execute(query).fetchall()


def made(tenant, target):
    return back_up(tenant, target, at=NOON, admin=None, progress=unheard)


def restored(tenant, target):
    return restore(tenant, target, admin=None, progress=unheard)


def unheard(done, total):
    assert 0 < done <= total


def test_what_was_backed_up_comes_back_and_goes_on(tenant, elsewhere, target):
    first, *_ = record(tenant, 1, 2, 3)
    made(tenant, target)
    assert restored(elsewhere, target).position == 3
    assert events(elsewhere) == events(tenant)
    assert [one for one in prepare(elsewhere) if one.name == "ledger"] == []
    check_prepared(elsewhere)
    repeated, *_ = record(elsewhere, 1)
    assert (repeated.position, repeated.repeated) == (first.position, True)
    assert record(elsewhere, 4)[0].position == 4


def test_rights_come_back_too(tenant, elsewhere, target):
    record(tenant, 1)
    made(tenant, target)
    restored(elsewhere, target)
    for text in "INSERT INTO {}.claim VALUES ('a', 'b', 'c')", "DELETE FROM {}.event", "TRUNCATE {}.sealed":
        with connect(elsewhere.dsn, "ledger_app") as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute(text.format(elsewhere.schema))
        with psycopg.connect(elsewhere.dsn) as owner, pytest.raises(psycopg.errors.IntegrityConstraintViolation):
            owner.execute("DELETE FROM school.event")


def test_a_backup_is_of_one_moment_while_the_ledger_goes_on(tenant, elsewhere, target):
    record(tenant, 1, 2)

    def meanwhile(_done, _total):
        if len(events(tenant)) == 2:
            record(tenant, 3)

    assert back_up(tenant, target, at=NOON, admin=None, progress=meanwhile).position == 2
    assert len(events(tenant)) == 3
    restored(elsewhere, target)
    assert len(events(elsewhere)) == 2


def test_an_empty_ledger_can_be_backed_up(tenant, elsewhere, target):
    assert made(tenant, target).position == 0
    assert restored(elsewhere, target).position == 0
    assert record(elsewhere, 1)[0].position == 1


def test_only_the_owner_reads_a_backup(tenant, target):
    made(tenant, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in target.iterdir()} == {0o600}


def test_books_are_left_out_and_begin_anew(tenant, elsewhere, target):
    with connect(tenant.dsn, "ledger_books") as connection:
        connection.execute("CREATE TABLE school.journal_page (cell text PRIMARY KEY)")
        connection.execute("INSERT INTO school.book VALUES ('journal_page', 1, 7, 'live', '')")
    made(tenant, target)
    restored(elsewhere, target)
    with psycopg.connect(elsewhere.dsn) as connection:
        assert connection.execute("SELECT to_regclass('school.journal_page')").fetchone() == (None,)
        assert connection.execute("SELECT count(*) FROM school.book").fetchone() == (0,)
    with connect(elsewhere.dsn, "ledger_books") as connection:
        connection.execute("CREATE TABLE school.journal_page (cell text PRIMARY KEY)")


def test_a_backup_never_replaces_another(tenant, target):
    target.mkdir(parents=True)
    with pytest.raises(BadBackup) as raised:
        made(tenant, target)
    assert raised.value.code == "backup.exists"


def test_a_backup_broken_off_leaves_nothing(tenant, target):
    def break_off(_done, _total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(tenant, target, at=NOON, admin=None, progress=break_off)
    assert list(target.parent.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(tenant, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(BadBackup) as raised:
        made(tenant, tmp_path / "file" / "backup")
    assert raised.value.code == "backup.unwritable"


def test_a_ledger_is_never_overwritten_by_a_backup(tenant, target):
    record(tenant, 1)
    made(tenant, target)
    record(tenant, 2)
    with pytest.raises(BadBackup) as raised:
        restored(tenant, target)
    assert raised.value.code == "backup.not-empty"
    assert len(events(tenant)) == 2


@pytest.mark.parametrize("change", [{"schema": "academy"}, {"clock": ClockKind.REAL}])
def test_a_backup_of_another_tenant_is_refused(tenant, elsewhere, target, change):
    made(tenant, target)
    with pytest.raises(BadBackup) as raised:
        restored(dataclasses.replace(elsewhere, **change), target)
    assert raised.value.code == "backup.other-tenant"


def test_a_damaged_backup_is_refused_and_restores_nothing(tenant, elsewhere, target):
    record(tenant, 1)
    made(tenant, target)
    dump = bytearray((target / DUMP).read_bytes())
    dump[len(dump) // 2] ^= 1
    (target / DUMP).write_bytes(dump)
    with pytest.raises(BadBackup) as raised:
        restored(elsewhere, target)
    assert raised.value.code == "backup.damaged"
    assert_nothing_restored(elsewhere)


def test_a_backup_that_promises_too_much_is_found_out(tenant, elsewhere, target):
    record(tenant, 1)
    made(tenant, target)
    rewrite(target, position=2)
    with pytest.raises(BadBackup) as raised:
        restored(elsewhere, target)
    assert raised.value.code == "backup.other-content"


def test_a_backup_by_another_version_of_the_program_is_refused(tenant, elsewhere, target):
    made(tenant, target)
    manifest = read_manifest(target)
    rewrite(target, migrations=[*manifest.migrations, "0" * 64])
    with pytest.raises(BadBackup) as raised:
        restored(elsewhere, target)
    assert raised.value.code == "backup.other-program"
    assert_nothing_restored(elsewhere)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format":"ledger-backup-v2"}'])
def test_what_is_no_backup_is_told(elsewhere, target, text):
    target.mkdir(parents=True)
    (target / MANIFEST).write_text(text)
    with pytest.raises(BadBackup) as raised:
        restored(elsewhere, target)
    assert raised.value.code == "backup.bad-manifest"


def test_a_server_that_is_away_is_told_by_its_program(tenant, target, tmp_path):
    away = dataclasses.replace(tenant, dsn=f"host={tmp_path} user=nobody dbname=none")
    with pytest.raises((CannotRun, psycopg.OperationalError)):
        made(away, target)
    assert not target.exists()


def rewrite(target, **changes):
    manifest = json.loads((target / MANIFEST).read_text())
    (target / MANIFEST).write_text(json.dumps({**manifest, **changes}))


def assert_nothing_restored(tenant):
    with psycopg.connect(tenant.dsn) as connection:
        assert connection.execute("SELECT to_regnamespace('school')").fetchone() == (None,)


def seen(marks, tenant):
    with connect(tenant.dsn, "ledger_app") as connection:
        return marks.raise_to_head(connection, tenant.schema)


def compared(marks, tenant):
    with connect(tenant.dsn, "ledger_app") as connection:
        marks.check(connection, tenant.schema)


def test_a_ledger_that_only_grew_is_the_one_that_was_seen(tenant, marks):
    compared(marks, tenant)
    assert seen(marks, tenant) == 0
    record(tenant, 1, 2)
    assert seen(marks, tenant) == 2
    compared(marks, tenant)
    record(tenant, 3)
    compared(marks, tenant)


def test_an_older_copy_put_back_is_noticed_with_what_is_lost(tenant, elsewhere, target, marks):
    record(tenant, 1, 2)
    made(tenant, target)
    record(tenant, 3, 4, 5)
    seen(marks, tenant)
    restored(elsewhere, target)
    with pytest.raises(LedgerBehind) as raised:
        compared(marks, elsewhere)
    assert (raised.value.code, raised.value.details) == ("ledger.older", {"found": 2, "seen": 5, "lost": 3})


def test_another_history_of_the_same_length_is_noticed(tenant, marks):
    record(tenant, 1, 2)
    marks.note(2, b"something else")
    with pytest.raises(LedgerBehind) as raised:
        compared(marks, tenant)
    assert raised.value.code == "ledger.another"


def test_the_mark_never_falls_by_itself(marks):
    marks.note(2, b"second")
    marks.note(1, b"first")
    assert marks.read().position == 2


def test_an_older_copy_can_be_accepted_outright(tenant, marks):
    marks.note(7, b"lost")
    record(tenant, 1)
    with connect(tenant.dsn, "ledger_app") as connection:
        assert marks.lower_to_head(connection, tenant.schema).position == 7
    compared(marks, tenant)
    assert marks.read().position == 1


@pytest.mark.parametrize("text", ["", "{}", '{"position":"1","digest":""}'])
def test_a_mark_that_makes_no_sense_is_told_with_its_place(marks, text):
    marks.folder.mkdir()
    marks.path.write_text(text)
    with pytest.raises(LedgerBehind, match=r"school\.json") as raised:
        marks.read()
    assert raised.value.code == "mark.bad-file"


def test_a_mark_knows_its_event_by_the_digest(marks):
    marks.note(1, b"first")
    assert marks.read() == Mark(1, "a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e")
