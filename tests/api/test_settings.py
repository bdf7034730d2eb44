"""Settings come from the environment, stay in the folders that XDG names, and never repeat a secret."""

from pathlib import Path

import pytest

from api.settings import BadSettings, read_settings
from api.tenancy import find_tenant
from ledger.postgres.errors import BadTenant
from ledger.postgres.tenants import Tenant, TenantDirectory

DSN = "host=db.example user=office password=s3cret"


@pytest.fixture
def environment(monkeypatch, tmp_path):
    """Set and unset variables of an environment in which nothing else is set."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "LEDGER_DSN", "LEDGER_KEYS_DSN", "LEDGER_TENANT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return monkeypatch


@pytest.mark.usefixtures("environment")
def test_an_empty_environment_means_the_folders_of_the_user(tmp_path):
    settings = read_settings()
    assert settings.postgres_dir == tmp_path / ".local/share/ledger/postgres"
    assert settings.tenants_file == tmp_path / ".config/ledger/tenants.toml"
    assert (settings.tenant, settings.schema_name, settings.dsn) == ("school", "school", None)


def test_xdg_folders_are_honoured(environment, tmp_path):
    environment.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    environment.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    settings = read_settings()
    assert (settings.data_dir, settings.config_dir) == (tmp_path / "data/ledger", tmp_path / "config/ledger")


@pytest.mark.parametrize("value", ["", "relative"])
def test_an_xdg_folder_that_is_empty_or_relative_is_ignored(environment, tmp_path, value):
    environment.setenv("XDG_DATA_HOME", value)
    assert read_settings().data_dir == tmp_path / ".local/share/ledger"


@pytest.mark.parametrize("home", [None, ""])
def test_without_a_home_the_users_own_is_taken(environment, home):
    environment.delenv("HOME") if home is None else environment.setenv("HOME", home)
    assert read_settings().data_dir.is_absolute()
    assert read_settings().data_dir.parts[-3:] == (".local", "share", "ledger")


def test_our_own_variables_win_and_are_made_absolute(environment):
    environment.setenv("LEDGER_DATA_DIR", "here")
    assert read_settings().data_dir == Path.cwd() / "here"


@pytest.mark.parametrize(
    ("name", "value"), [("LEDGER_DSN", "s3cret"), ("LEDGER_KEYS_DSN", "a=s3cret"), ("LEDGER_LOG_LEVEL", "s3cret")]
)
def test_a_variable_that_makes_no_sense_is_named_without_its_value(environment, name, value):
    environment.setenv(name, value)
    with pytest.raises(BadSettings, match=name) as raised:
        read_settings()
    assert "s3cret" not in str(raised.value)


def test_a_dsn_in_the_environment_stands_for_an_entry_in_the_directory(environment):
    environment.setenv("LEDGER_DSN", DSN)
    environment.setenv("LEDGER_KEYS_DSN", "host=keys.example")
    environment.setenv("LEDGER_TENANT", "city_7")
    environment.setenv("LEDGER_SCHEMA", "records")
    settings = read_settings()
    assert find_tenant(settings) == Tenant("city_7", "records", dsn=DSN, keys_dsn="host=keys.example")
    assert "s3cret" not in repr(settings)


def test_a_tenant_named_outright_comes_from_the_directory(environment):
    environment.setenv("LEDGER_DSN", DSN)
    environment.setenv("LEDGER_KEYS_DSN", "host=keys.example")
    settings = read_settings()
    TenantDirectory(settings.tenants_file).add(Tenant("demo", "demo"))
    assert find_tenant(settings, "demo") == Tenant("demo", "demo")


@pytest.mark.usefixtures("environment")
def test_a_tenant_that_nobody_added_is_not_made_up():
    with pytest.raises(BadTenant) as raised:
        find_tenant(read_settings())
    assert raised.value.code == "tenant.unknown"
