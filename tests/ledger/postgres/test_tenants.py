"""The directory of tenants is exact about what it holds, keeps passwords to itself and never loses an entry."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from ledger.postgres.embedded import EmbeddedServer
from ledger.postgres.errors import BadTenant
from ledger.postgres.preparation import check_prepared, prepare
from ledger.postgres.tenants import ClockKind, Tenant, TenantDirectory, masked

KEYS = "host=keys.example"
SECRET = "postgresql://office:s3cret@db.example:5433/school?sslmode=verify-full"


@pytest.fixture
def directory(tmp_path):
    return TenantDirectory(tmp_path / "config" / "tenants.toml")


def code(raised):
    return raised.value.code


def written(directory, text):
    directory.path.parent.mkdir()
    directory.path.write_text(text)
    return directory


def test_a_directory_that_was_never_written_is_empty(directory):
    assert directory.list() == []


def test_what_was_added_is_found_again(directory):
    far = Tenant("city_7", "school", dsn=SECRET, keys_dsn=KEYS)
    demo = Tenant("demo", "demo", ClockKind.SIMULATED, timedelta(days=-3))
    directory.add(far)
    directory.add(demo)
    assert directory.list() == [far, demo]
    assert directory.get("demo") == demo


def test_only_the_owner_reads_the_file(directory):
    directory.add(Tenant("school", "school", dsn=SECRET, keys_dsn=KEYS))
    assert stat.S_IMODE(directory.path.stat().st_mode) == 0o600


def test_an_entry_is_never_replaced(directory):
    directory.add(Tenant("school", "school", dsn=SECRET, keys_dsn=KEYS))
    with pytest.raises(BadTenant) as raised:
        directory.add(Tenant("school", "other"))
    assert code(raised) == "tenant.known"
    assert directory.get("school").dsn == SECRET


@pytest.mark.parametrize("place", [{}, {"dsn": SECRET, "keys_dsn": KEYS}])
def test_two_tenants_never_share_a_schema(directory, place):
    directory.add(Tenant("one", "school", **place))
    with pytest.raises(BadTenant) as raised:
        directory.add(Tenant("two", "school", **place))
    assert code(raised) == "tenant.place-taken"


def test_the_same_schema_on_another_server_is_another_place(directory):
    directory.add(Tenant("one", "school"))
    directory.add(Tenant("two", "school", dsn=SECRET, keys_dsn=KEYS))
    assert [tenant.name for tenant in directory.list()] == ["one", "two"]


def test_two_tenants_never_share_keys(directory):
    directory.add(Tenant("one", "school", keys_dsn=KEYS))
    with pytest.raises(BadTenant) as raised:
        directory.add(Tenant("two", "school", dsn=SECRET, keys_dsn=KEYS))
    assert code(raised) == "tenant.place-taken"


def test_tenants_added_at_once_are_all_kept(directory):
    names = [f"school_{number}" for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: directory.add(Tenant(name, name)), names))
    assert [tenant.name for tenant in directory.list()] == names


def test_an_unknown_tenant_is_told_with_those_that_exist(directory):
    directory.add(Tenant("school", "school"))
    with pytest.raises(BadTenant, match=r"academy.*school") as raised:
        directory.get("academy")
    assert code(raised) == "tenant.unknown"


@pytest.mark.parametrize(
    "text",
    [
        "tenant = 5",
        "[tenant.school]",
        "[tenant.school]\nschema = 5",
        "[tenant.school]\nschema = 's'\nclock = 'sundial'",
        "[tenant.school]\nschema = 's'\noffset_seconds = 'later'",
        "[tenant.school]\nschema = 's'\npassword = 'x'",
        "[[tenant",
        "\xff",
    ],
)
def test_a_file_that_makes_no_sense_is_refused_with_its_place(directory, text):
    with pytest.raises(BadTenant, match=r"tenants\.toml") as raised:
        written(directory, text).list()
    assert code(raised) == "tenant.bad-file"


@pytest.mark.parametrize("name", ["School", "a-b", "", "s" * 42])
@pytest.mark.parametrize("field", ["name", "schema"])
def test_a_bad_name_in_the_file_is_refused(directory, field, name):
    entry = f'[tenant."{name}"]\nschema = "s"' if field == "name" else f'[tenant.s]\nschema = "{name}"'
    with pytest.raises(BadTenant) as raised:
        written(directory, entry).list()
    assert code(raised) == "tenant.bad-name"


def test_only_simulated_clocks_are_shifted():
    with pytest.raises(BadTenant) as raised:
        Tenant("school", "school", ClockKind.REAL, timedelta(seconds=1))
    assert code(raised) == "tenant.offset"


def test_a_password_is_never_shown():
    tenant = Tenant("school", "school", dsn=SECRET, keys_dsn="password=s3cret host=keys")
    shown = [repr(tenant), str(tenant), masked(tenant.dsn), masked(tenant.keys_dsn)]
    assert not any("s3cret" in text for text in shown)
    assert "host=db.example" in masked(SECRET)
    assert "user=office" in masked(SECRET)


@pytest.mark.parametrize("dsn", ["s3cret", "password='s3cret", "postgresql://x:s3cret@[", "colour=s3cret"])
def test_a_dsn_that_makes_no_sense_is_refused_without_quoting_it(dsn):
    with pytest.raises(BadTenant) as raised:
        Tenant("school", "school", dsn=dsn)
    assert code(raised) == "tenant.bad-dsn"
    assert "s3cret" not in str(raised.value)


def test_a_tenant_on_a_server_says_where_its_keys_are():
    with pytest.raises(BadTenant) as raised:
        Tenant("school", "school", dsn=SECRET)
    assert code(raised) == "tenant.no-keys"


@pytest.mark.parametrize("dsn", [None, KEYS])
def test_the_ledger_of_an_embedded_tenant_may_keep_its_keys_elsewhere(tmp_path, dsn):
    server = EmbeddedServer(tmp_path)
    assert Tenant("school", "school", keys_dsn=dsn).placed(server).keys_dsn == (dsn or server.dsn("ledger_keys"))


def test_the_longest_schema_can_be_prepared(database):
    tenant = Tenant("s" * 41, "s" * 41, dsn=database, keys_dsn=database)
    prepare(tenant)
    check_prepared(tenant)


def test_a_tenant_without_a_dsn_is_placed_in_the_embedded_server(tmp_path):
    server = EmbeddedServer(tmp_path)
    placed = Tenant("school", "school").placed(server)
    assert (placed.dsn, placed.keys_dsn) == (server.dsn("ledger"), server.dsn("ledger_keys"))
    assert placed.keys_schema == "school_keys"


def test_a_tenant_with_a_dsn_stays_where_it_is(tmp_path):
    tenant = Tenant("school", "school", dsn=SECRET, keys_dsn=KEYS)
    assert tenant.placed(EmbeddedServer(tmp_path)) == tenant
    assert not tenant.is_embedded
