"""The embedded server, which nobody else looks after, is started again by whoever has a door open."""

from threading import Event

import pytest

from api.settings import Settings
from api.tenancy import directory, reviver_of
from api.watch import leave_alone, watching
from ledger.postgres.connections import pool as open_pool
from ledger.postgres.errors import CannotRun
from ledger.postgres.highwater import HighWater
from ledger.postgres.tenants import Tenant
from tests.faults.conftest import kill


def test_a_killed_server_is_started_again_under_an_open_door(impatience, server, tenant, teacher, tmp_path):
    assert teacher.save(0).status_code == 201
    with watching(teacher.house.pool, tenant.schema, HighWater(tmp_path, "school"), server.revive, every=0.1):
        kill(server)
        answer = teacher.save(1)
        while answer.status_code == 503:
            answer = teacher.save(1)
    assert answer.status_code == 201
    assert teacher.saved() == ["4", "5"]


def test_a_server_that_was_stopped_stays_stopped(server):
    server.start()
    server.stop()
    server.revive()
    assert not server.status().running


def test_a_server_that_never_was_is_not_made(server, tmp_path):
    type(server)(tmp_path / "nowhere").revive()
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("dsn", [None, "host=db.example"])
def test_only_the_embedded_server_is_ours_to_start(tmp_path, dsn):
    settings = Settings(config_dir=tmp_path, data_dir=tmp_path)
    directory(settings).add(Tenant("school", "school", dsn=dsn, keys_dsn=dsn))
    assert (reviver_of(settings) is leave_alone) is (dsn is not None)


def test_what_keeps_the_server_down_does_not_end_the_watch(impatience, tmp_path):
    tried = Event(), Event()

    def fail():
        tried[tried[0].is_set()].set()
        raise CannotRun("embedded.silent")

    with (
        open_pool(f"host={tmp_path}", "ledger_app") as pool,
        watching(pool, "school", HighWater(tmp_path, "school"), fail, every=0.1),
    ):
        assert tried[1].wait(30)
