"""Whoever starts the embedded server, it never runs as root and leaves no trace outside its folder."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from ledger.postgres import binaries
from ledger.postgres.embedded import EmbeddedServer
from tests.conftest import HURRIED

ROOT = Path(__file__).parents[3]


@pytest.fixture
def server(tmp_path):
    server = EmbeddedServer(tmp_path / "postgres", HURRIED)
    yield server
    server.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to take another id")
def test_root_leaves_no_user_and_owns_the_files(server):
    before = Path("/etc/passwd").read_text()
    server.start()
    assert Path("/etc/passwd").read_text() == before
    assert server.data.stat().st_uid in {0, binaries.substitute_user().pw_uid}


CONTAINER = """
import ctypes, os, sys
kept = {0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31}  # what a container's root may do
for capability in set(range(64)) - kept:
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
ROOT_IN_A_CONTAINER = """
import pathlib, sys, psycopg
from ledger.postgres import binaries
from ledger.postgres.embedded import EmbeddedServer
user = binaries.substitute_user()
prefix = sys.executable, "-I", "-S", str(binaries._LAUNCHER), "user", str(user.pw_uid), str(user.pw_gid)
binaries.unprivileged_prefix = lambda: prefix
server = EmbeddedServer(pathlib.Path(sys.argv[1]))
for _ in range(2):
    server.start()
    server.stop()
server.start()
with psycopg.connect(server.dsn()) as connection:
    print(connection.execute("SELECT 1").fetchone()[0], server.data.stat().st_uid == user.pw_uid)
server.stop()
print(server.status().running)
"""


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="only root can become somebody else")
def test_root_of_a_container_without_namespaces_has_a_server_too(tmp_path):
    (tmp_path / "closed").mkdir(mode=0o700)
    folder = str(tmp_path / "closed" / "postgres")
    command = [sys.executable, "-c", CONTAINER, "-c", ROOT_IN_A_CONTAINER, folder]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=100)
    assert (done.stdout.split(), done.stderr) == (["1", "True", "False"], "")


ORDINARY_USER = """
import os, sys, pathlib, encodings.idna, psycopg
from ledger.postgres import binaries
from ledger.postgres.embedded import EmbeddedServer
os.setgroups([]); os.setgid(65534); os.setuid(65534)
if not os.access(binaries.bin_folder() / "postgres", os.X_OK):
    sys.exit("unreachable")
server = EmbeddedServer(pathlib.Path(sys.argv[1]))
server.start()
with psycopg.connect(server.dsn()) as connection:
    print(connection.execute("SELECT 1").fetchone()[0], server.data.stat().st_uid)
server.stop()
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="the other tests run as an ordinary user")
def test_an_ordinary_user_needs_no_tricks():
    with tempfile.TemporaryDirectory() as folder:  # pytest's own temporary folders are closed to others
        os.chown(folder, 65534, 65534)
        command = [sys.executable, "-c", ORDINARY_USER, str(Path(folder) / "postgres")]
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=100)
    if done.stderr == "unreachable\n":
        pytest.skip("the project lies in a folder closed to others")
    assert (done.stdout.strip(), done.stderr) == ("1 65534", "")
