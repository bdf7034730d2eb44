"""`ledger db` and `ledger tenant` lead a newcomer from nothing to a prepared tenant, and twice is no harm."""

import pytest

from api.settings import read_settings
from api.tenancy import embedded, open_tenant
from ledger.postgres.errors import NotMigrated


def test_from_nothing_to_a_prepared_tenant(ledger):
    assert ledger("tenant", "add", "school").code == 0
    assert ledger("db", "start").code == 0
    with pytest.raises(NotMigrated, match="ledger db migrate"):
        open_tenant(read_settings())
    assert "применено миграций" in ledger("db", "migrate").out
    assert open_tenant(read_settings()).schema == "school"
    assert ledger("db", "migrate").out == "school: всё уже готово\n"


def test_starting_twice_and_stopping_twice_is_no_harm(ledger):
    first, second = ledger("db", "start", "--json").told, ledger("db", "start", "--json").told
    assert first["running"] is True
    assert first["pid"] == second["pid"]
    assert [ledger("db", "stop").code for _ in range(2)] == [0, 0]


def test_the_status_tells_by_words_and_by_code(ledger):
    stopped = ledger("db", "status")
    assert (stopped.code, stopped.out) == (3, "База данных не запущена: ledger db start\n")
    ledger("db", "start")
    running = ledger("db", "status")
    assert running.code == 0
    assert "PostgreSQL 18" in running.out


def test_all_tenants_are_prepared_in_one_go(ledger):
    for name in ("one", "two"):
        ledger("tenant", "add", name, "--offset-days", "-30")
    told = ledger("db", "migrate", "--all", "--json").told
    assert sorted(told) == ["one", "two"]
    assert all(applied[0]["number"] == 1 for applied in told.values())


def test_present_data_need_no_upgrade(ledger):
    ledger("db", "start")
    assert ledger("db", "upgrade", "--json").told == {"upgraded": False, "kept": None}


def test_data_of_a_newer_version_are_refused_in_one_line(ledger):
    server = embedded(read_settings())
    server.data.mkdir(parents=True)
    (server.data / "PG_VERSION").write_text("99\n")
    answer = ledger("db", "start")
    assert (answer.code, answer.err.count("\n")) == (1, 1)
    assert "обновите программу" in answer.err


def test_the_directory_is_listed_without_passwords(ledger):
    place = "--dsn", "host=db password=s3cret", "--keys-dsn", "postgresql://u:s3cret@keys/[k]"
    added = ledger("tenant", "add", "city", "--schema", "records", *place, "--json")
    assert (added.told["name"], added.told["schema"], added.told["clock"]) == ("city", "records", "real")
    listed, told = ledger("tenant", "list"), ledger("tenant", "list", "--json")
    assert "host=db" in listed.out
    assert "s3cret" not in added.out + listed.out + told.out


def test_simulated_time_is_asked_for_outright(ledger):
    assert ledger("tenant", "add", "real", "--json").told["clock"] == "real"
    simulated = ledger("tenant", "add", "demo", "--offset-days", "0", "--json").told
    assert (simulated["clock"], simulated["offset_seconds"]) == ("simulated", 0)


@pytest.mark.parametrize("days", ["36501", "-36501", "9" * 30])
def test_time_is_not_shifted_out_of_the_calendar(ledger, days):
    assert ledger("tenant", "add", "demo", "--offset-days", days).code == 2


def test_an_empty_directory_says_how_to_fill_it(ledger):
    assert "ledger tenant add" in ledger("tenant", "list").out
    assert ledger("tenant", "list", "--json").told == []


@pytest.mark.parametrize("name", ["School", "школа", "a b"])
def test_a_bad_name_is_refused_and_nothing_written(ledger, home, name):
    answer = ledger("tenant", "add", name)
    assert answer.code == 1
    assert "не подходит" in answer.err
    assert not (home / ".config").exists()
