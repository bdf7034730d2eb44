"""Settings («настройки»): from environment variables LEDGER_…, with the folders that XDG names as defaults."""

import os
import pwd
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from ledger.postgres.errors import BadTenant, GroundError
from ledger.postgres.tenants import masked


def _home() -> Path:
    """Return the home folder, also where HOME is not set, as in a service."""
    return Path(os.environ.get("HOME") or pwd.getpwuid(os.getuid()).pw_dir)


def _xdg(variable: str, default: str) -> Path:
    """Return our folder in an XDG base folder; a relative one is to be ignored (XDG 0.8)."""
    told = Path(os.environ.get(variable, ""))
    return (told if told.is_absolute() else _home() / default) / "ledger"


def _understood(dsn: SecretStr) -> SecretStr:
    try:
        masked(dsn.get_secret_value())
    except BadTenant as error:
        raise ValueError(str(error)) from None
    return dsn


Dsn = Annotated[SecretStr, AfterValidator(_understood)]
Folder = Annotated[Path, AfterValidator(Path.absolute)]


class Settings(BaseSettings):
    """What the environment says; the command line may override it."""

    model_config = SettingsConfigDict(env_prefix="LEDGER_", frozen=True, env_ignore_empty=True)

    data_dir: Folder = Field(default_factory=lambda: _xdg("XDG_DATA_HOME", ".local/share"))
    config_dir: Folder = Field(default_factory=lambda: _xdg("XDG_CONFIG_HOME", ".config"))
    tenant: str = "school"
    dsn: Dsn | None = None
    keys_dsn: Dsn | None = None
    schema_name: str = Field("school", validation_alias="LEDGER_SCHEMA")
    admin_dsn: Dsn | None = None
    keys_admin_dsn: Dsn | None = None
    keys_file: Folder | None = None
    keys_passphrase: SecretStr | None = None
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")

    @property
    def postgres_dir(self) -> Path:
        """Where the embedded server keeps its data."""
        return self.data_dir / "postgres"

    @property
    def tenants_file(self) -> Path:
        """The directory of tenants."""
        return self.config_dir / "tenants.toml"

    @property
    def wrapping_file(self) -> Path:
        """The file of the key that wraps the keys of personal data."""
        return self.keys_file or self.config_dir / "wrapping-key.json"


def plain(secret: SecretStr | None) -> str | None:
    """Return what *secret* hides."""
    return None if secret is None else secret.get_secret_value()


class BadSettings(GroundError):  # noqa: N818 - names a state of affairs
    """A variable LEDGER_… makes no sense."""


def read_settings() -> Settings:
    """Return the settings of this environment.

    Raises:
        BadSettings: a variable makes no sense; its value is not repeated, for it may be a password.

    """
    try:
        return Settings()
    except ValidationError as error:
        names = sorted(
            {f"LEDGER_{one['loc'][0]}".upper().replace("LEDGER_LEDGER_", "LEDGER_") for one in error.errors()}
        )
        raise BadSettings("settings.bad", names=", ".join(names)) from None
