"""The command line as a person meets it: what is printed, and the code it ends with."""

import json
from dataclasses import dataclass

import pytest

from api.cli.main import main
from api.settings import read_settings
from api.tenancy import embedded


@dataclass(frozen=True)
class Answer:
    """What a run of the program left."""

    code: int
    out: str
    err: str

    @property
    def told(self):
        return json.loads(self.out)


@pytest.fixture
def home(monkeypatch, tmp_path):
    """An empty home folder; a server started there is stopped afterwards."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "LEDGER_DSN", "LEDGER_KEYS_DSN", "LEDGER_TENANT"):
        monkeypatch.delenv(name, raising=False)
    yield tmp_path
    embedded(read_settings()).stop()


@pytest.fixture
def ledger(home, monkeypatch, capsys):
    """Run `ledger …` in the empty home."""

    monkeypatch.chdir(home)

    def run(*words):
        monkeypatch.setattr("sys.argv", ["ledger", *words])
        with pytest.raises(SystemExit) as left:
            main()
        printed = capsys.readouterr()
        return Answer(left.value.code or 0, printed.out, printed.err)

    return run
