"""The doors that stay open: they serve, they work, and they stop when they are told to."""

import json
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import httpx2
import pytest

from api.settings import read_settings
from api.tenancy import embedded

PROGRAM = [sys.executable, "-c", "from api.cli.main import main; main()"]
PATIENCE = 60.0


@pytest.fixture
def prepared(ledger):
    for words in (("tenant", "add", "school"), ("db", "migrate")):
        assert ledger(*words).code == 0
    return ledger


@contextmanager
def running(*words):
    process = subprocess.Popen([*PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ended(process):
    process.send_signal(signal.SIGTERM)
    _, lines = process.communicate(timeout=PATIENCE)
    return lines.decode().splitlines()


@pytest.mark.timeout(180)
def test_the_door_serves_and_closes(prepared, tmp_path):
    socket = tmp_path / "door"
    with running("serve", "--uds", str(socket)) as process:
        wait_for(socket, process)
        with httpx2.Client(transport=httpx2.HTTPTransport(uds=str(socket)), base_url="http://ledger.test") as client:
            answer = client.get("/readyz")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
        assert "server" not in answer.headers
        lines = ended(process)
    assert process.returncode in {0, -signal.SIGTERM}
    answered = [json.loads(line) for line in lines if "request.answered" in line]
    assert answered[-1]["status"] == 200


def test_a_socket_in_a_folder_that_is_not_there_is_refused(ledger, tmp_path):
    answer = ledger("serve", "--uds", str(tmp_path / "nowhere" / "door"))
    assert answer.code == 2
    assert "nowhere нет" in " ".join(answer.err.split())


def wait_for(socket, process):
    deadline = time.monotonic() + PATIENCE
    while not socket.exists():
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < deadline


@pytest.mark.timeout(180)
def test_the_worker_works_and_stops(prepared):
    with running("worker") as process:
        first = process.stderr.readline()
        while b"worker.alive" not in first:
            assert first
            first = process.stderr.readline()
        lines = ended(process)
    assert process.returncode == 0
    assert json.loads(lines[-1])["event"] == "worker.stopped"
    told = prepared("worker", "--status", "--json").told
    assert {(one["name"], one["state"]) for one in told} >= {("journal_page", "live"), ("finish-destruction", "live")}


def test_looking_at_the_work_does_not_start_a_stopped_database(prepared):
    server = embedded(read_settings())
    server.stop()
    answer = prepared("worker", "--status")
    assert (answer.code, "остановлена" in answer.out) == (3, True)
    assert not server.status().running
