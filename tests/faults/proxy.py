"""A wire to the database that can be cut at a chosen moment."""

import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path
from threading import Thread

_CHUNK = 2**20
_PAUSE = 0.2


class Cut(Enum):
    """When to cut: before the words arrive, as soon as they have been sent, once the answer is on its way back."""

    BEFORE = auto()
    AMID = auto()
    AFTER = auto()


class Wire:
    """Carries bytes between clients and a server, both at sockets; cut once, at the words it was told to wait for."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._words = b""
        self._cut: Cut | None = None

    def cut_at(self, words: bytes, cut: Cut) -> None:
        """Cut the connection on which a client says *words* next."""
        self._words, self._cut = words, cut

    def carry(self, client: socket.socket) -> None:
        """Carry until one side ends or the wire is cut."""
        with client, socket.socket(socket.AF_UNIX) as server:
            server.connect(str(self._target))
            while True:
                for one in select.select([client, server], [], [])[0]:
                    data = one.recv(_CHUNK)
                    if not data or (one is client and self._is_cut(data, server)):
                        return
                    (server if one is client else client).sendall(data)

    def _is_cut(self, data: bytes, server: socket.socket) -> bool:
        if self._cut is None or self._words not in data:
            return False
        cut, self._cut = self._cut, None
        if cut is not Cut.BEFORE:
            server.sendall(data)
        if cut is Cut.AFTER:
            server.recv(_CHUNK)
        return True


@contextmanager
def wire_to(target: Path, place: Path) -> Iterator[Wire]:
    """Lay a wire from the socket *place* to the socket *target*."""
    wire = Wire(target)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(place))
        door.listen()
        door.settimeout(_PAUSE)
        open_ = [True]

        def accept() -> None:
            while open_:
                try:
                    client, _ = door.accept()
                except TimeoutError:
                    continue
                Thread(target=wire.carry, args=[client], daemon=True).start()

        thread = Thread(target=accept)
        thread.start()
        try:
            yield wire
        finally:
            open_.clear()
            thread.join()
