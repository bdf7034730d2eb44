"""Upgrading the embedded server's data to the installed PostgreSQL («обновление базы данных»)."""

import re
import shutil
from pathlib import Path

from ledger.postgres import binaries
from ledger.postgres.embedded import SUPERUSER, EmbeddedServer, initialise
from ledger.postgres.errors import CannotRun


def upgrade(server: EmbeddedServer) -> Path | None:
    """Rewrite the data for the installed version and return where the old ones stay; None if nothing was to do.

    The data are copied, so an attempt that was broken off is simply repeated.
    """
    with server.alone():
        found = server.data_version()
        if found is None and server.upgraded.exists():
            server.upgraded.rename(server.data)
        if found is None or found == binaries.MAJOR:
            return None
        if found > binaries.MAJOR:
            raise CannotRun("embedded.newer", found=found, installed=binaries.MAJOR)
        return _rewrite(server, found)


def _rewrite(server: EmbeddedServer, found: int) -> Path:
    kept = server.data.with_name(f"data.{found}")
    if kept.exists():
        raise CannotRun("embedded.kept", folder=kept)
    shutil.rmtree(server.upgraded, ignore_errors=True)
    server.configure()
    _shut_down_cleanly(server, found)
    initialise(server.upgraded, checksums=_has_checksums(server.data, found), sync=server.is_durable)
    binaries.run(
        "pg_upgrade",
        *("--old-bindir", binaries.bin_folder(found), "--new-bindir", binaries.bin_folder()),
        *("--old-datadir", server.data, "--new-datadir", server.upgraded),
        *("--username", SUPERUSER, "--socketdir", server.sockets),
        *(() if server.is_durable else ("--no-sync",)),
        cwd=server.folder,
    )
    if not _has_checksums(server.upgraded, binaries.MAJOR):
        binaries.run("pg_checksums", "--enable", "-D", server.upgraded)
    server.data.rename(kept)
    server.upgraded.rename(server.data)
    return kept


def _shut_down_cleanly(server: EmbeddedServer, found: int) -> None:
    """Let the old version finish what a crash left undone; pg_upgrade refuses such data."""
    if _said(server.data, "Database cluster state", found) != "shut down":
        server.launch(found)
        server.halt(found)


def _has_checksums(data: Path, major: int) -> bool:
    return _said(data, "Data page checksum version", major) != "0"


def _said(data: Path, line: str, major: int) -> str:
    told = re.search(rf"^{line}:\s*(.*)$", binaries.run("pg_controldata", "-D", data, major=major), re.MULTILINE)
    return told[1] if told else ""
