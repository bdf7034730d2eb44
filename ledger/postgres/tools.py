"""PostgreSQL's client programs («pg_dump, pg_restore»), fed and read piece by piece."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ledger.postgres import binaries
from ledger.postgres.errors import CannotRun

PIECE = 1 << 20


def program(name: str, connection: Connection) -> Path:
    """Return a program that is not older than the server.

    The wheel's own speak no TLS, so a server elsewhere is asked by the machine's, if those are new enough.
    """
    major = connection.info.server_version // 10000
    own = binaries.bin_folder() / name
    local = connection.info.host.startswith("/")
    installed = shutil.which(name)
    if not local and installed and _major(Path(installed)) >= major:
        return Path(installed)
    if major > binaries.MAJOR:
        raise CannotRun("tools.too-old", program=name, major=major)
    return own


def pieces(path: Path, *arguments: str, dsn: str) -> Iterator[bytes]:
    """Run a program and yield what it prints."""
    with _running(path, *arguments, dsn=dsn, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield from iter(partial(process.stdout.read, PIECE), b"")


def feed(path: Path, *arguments: str, dsn: str, data: Iterable[bytes]) -> None:
    """Run a program and give it *data* to read; it stops early only to tell what is wrong."""
    with _running(path, *arguments, dsn=dsn, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        assert process.stdin is not None
        for piece in data:
            process.stdin.write(piece)


@contextmanager
def _running(path: Path, *arguments: str, dsn: str, stdin: int, stdout: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program to its end; its password goes by the environment, which other users cannot list."""
    parts = conninfo_to_dict(dsn)
    secret = parts.pop("password", None)
    environment = {**binaries.environment(), **({"PGPASSWORD": str(secret)} if secret else {})}
    command = [str(path), f"--dbname={make_conninfo('', **parts)}", "--no-password", *arguments]
    with TemporaryFile() as words:
        with (
            suppress(BrokenPipeError),  # it has stopped reading; its words tell why
            subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=words, env=environment) as process,  # noqa: S603 - our own command
        ):
            try:
                yield process
            except BrokenPipeError:
                raise
            except BaseException:
                process.kill()
                raise
        if process.returncode != 0:
            raise CannotRun("embedded.failed", program=path.name, words=_last(words))


def _last(words: IO[bytes]) -> str:
    words.seek(0, os.SEEK_SET)
    return " ".join(words.read().decode(errors="replace").split("\n")[-4:]).strip()


def _major(path: Path) -> int:
    done = subprocess.run([str(path), "--version"], check=False, capture_output=True, text=True)  # noqa: S603 - a program found in PATH
    digits = "".join(letter if letter.isdigit() else " " for letter in done.stdout).split()
    return int(digits[0]) if digits else 0
