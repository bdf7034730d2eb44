"""Clients over HTTP: threads with a socket each, who send prepared bytes and read the answer, nothing more."""

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

WARM_UP = 10


def rate(address: Path, requests: list[Iterator[bytes]], seconds: float) -> float:
    """Return the answers per second that all clients got together; each has its own *requests*."""
    ready = Barrier(len(requests))
    with ThreadPoolExecutor(len(requests)) as threads:
        asking = [threads.submit(_ask, address, one, seconds, ready) for one in requests]
        return sum(one.result() for one in asking)


def request(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    """Return the bytes of one request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: benchmark", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def _ask(address: Path, requests: Iterator[bytes], seconds: float, ready: Barrier) -> float:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(address))
        for _ in range(WARM_UP):
            _answer(connection, next(requests))
        ready.wait(timeout=60)
        answered, start = 0, time.perf_counter()
        while (elapsed := time.perf_counter() - start) < seconds:
            _answer(connection, next(requests))
            answered += 1
        return answered / elapsed


def _answer(connection: socket.socket, asked: bytes) -> None:
    connection.sendall(asked)
    data = connection.recv(65_536)
    head, _, body = data.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 20"):
        raise RuntimeError(data.decode(errors="replace"))
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65_536)
