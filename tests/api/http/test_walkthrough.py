"""The walk-throughs of the documentation, run as they stand, each in an empty home."""

import os
import re
import shutil
import socket
import subprocess
import sys

import pytest

from tests.house.tree import ROOT

DOCS = ROOT / "docs"
CALL_THE_API = (
    '{"status":"ok"}',
    "idempotent-replayed: true",
    '"family_name":"Петрова"',
    '"code":"command.key-reused"',
    '"code":"rights.role-not-permitted"',
    '"code":"request.bad-format"',
    '"status":422',
)
FIRST_DAY = (
    "6. Что дальше",
    "Изменения с позиции",
    "Отклонённые попытки:",
    "решение принято",
    "HTTP/1.1 201 Created",
    "idempotent-replayed: true",
    '"code":"lesson.reason-required"',
    '"code":"lesson.symbol-look-alike"',
    '"code":"lesson.edit-window-closed"',
    '"ground":"illness"',
    '"steps":[',
    "расхождений нет",
)
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LEDGER = f"""#!/bin/sh
exec {sys.executable} -c 'from api.cli.main import main; main()' "$@"
"""


@pytest.fixture
def home(tmp_path):
    program = tmp_path / "bin" / "ledger"
    program.parent.mkdir()
    program.write_text(LEDGER)
    program.chmod(0o755)
    yield tmp_path
    subprocess.run([program, "db", "stop"], env=environment(tmp_path), check=False, capture_output=True)


def environment(home):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LEDGER_", "XDG_"))}
    path = f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return kept | {"HOME": str(home), "PATH": path, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.timeout(240)
@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("bash")), reason="needs curl and bash")
@pytest.mark.parametrize(
    ("page", "told"),
    [("how-to/call-the-api.md", CALL_THE_API), ("tutorial/first-day.md", FIRST_DAY)],
    ids=["call the API", "first day"],
)
def test_every_command_of_a_walkthrough_works(home, page, told):
    opened = ["set -m", "trap 'kill $(jobs -p) || true' EXIT"]
    script = "\n".join([*opened, *BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))])
    script = script.replace("make demo\n", "ledger demo --small\n")
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", re.sub(r"(?<=[ :])8000\b", str(free_port()), script)],
        cwd=home,
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert ran.returncode == 0, ran.stderr
    assert [one for one in told if one not in ran.stdout] == []
