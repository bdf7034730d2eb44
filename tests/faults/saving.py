"""A client program: it saves marks, repeats what was not answered under the same key, and writes down what was."""

import json
from collections.abc import Iterator, Sequence
from itertools import count, cycle
from pathlib import Path
from typing import Any

import httpx2

PATIENCE = 60.0
PAUSE = 0.02
Cells = Sequence[tuple[str, str]]
"""A lesson and a pupil each."""
AGAIN = {"command.contended", "service.unavailable"}
"""Answers that ask for the same request once more."""


def client_of(door: Path) -> httpx2.Client:
    """Return a client of the program that listens at a socket."""
    transport = httpx2.HTTPTransport(uds=str(door))
    return httpx2.Client(transport=transport, base_url="http://ledger.test", timeout=PATIENCE)


def marks(lesson: str, pupil: str, number: int) -> tuple[str, dict[str, Any]]:
    """Return the path and the body of the save *number* of one cell: a mark, then one correction after another."""
    entry = {"pupil": pupil, "symbol": "45"[number % 2]}
    if number:
        entry["reason"] = "misentry"
    return f"/v1/lessons/{lesson}/marks", {"entries": [entry]}


def save(
    name: str, doors: Sequence[Path], token: str, cells: Sequence[tuple[str, str]], notes: Path, stop: Any
) -> None:
    """Save marks in these cells in turn until told to stop, through whichever door answers."""
    clients = cycle([client_of(door) for door in doors])
    with notes.open("w", encoding="utf-8", buffering=1) as written:
        for number in count():
            for lesson, pupil in cells:
                key = f"{name}-{lesson[-2:]}-{number:06}"
                path, body = marks(lesson, pupil, number)
                headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
                answer, attempts = _answered(clients, path, body, headers, stop)
                assert answer.status_code == 201, answer.text
                told = {"key": key, "attempts": attempts, "replayed": "idempotent-replayed" in answer.headers}
                written.write(json.dumps({**told, **answer.json()}) + "\n")
                if stop.is_set():
                    return


def _answered(
    clients: Iterator[httpx2.Client], path: str, body: dict[str, Any], headers: dict[str, str], stop: Any
) -> tuple[httpx2.Response, int]:
    """Return the answer, and how often the request was sent; a door that is shut was not asked."""
    attempts = 0
    while True:
        try:
            attempts += 1
            answer = next(clients).post(path, json=body, headers=headers)
        except httpx2.ConnectError:
            attempts -= 1
        except httpx2.TransportError:
            pass
        else:
            if answer.json().get("code") not in AGAIN:
                return answer, attempts
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        stop.wait(PAUSE)
