"""The embedded PostgreSQL: a server of one's own in a folder, reached only by a socket in a closed folder."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import stat
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import pq, sql
from psycopg.conninfo import make_conninfo

from ledger.postgres import binaries
from ledger.postgres.errors import CannotRun
from ledger.postgres.postmaster import disown_stranger, running_postmaster

SUPERUSER = "postgres"
DATABASES = ("ledger", "ledger_keys")
_PORT = 5432
_SOCKET_PATH_MAX = 100  # macOS allows 103 bytes, Linux 107
_START_SECONDS = 300
_STOP_SECONDS = 120
_PAUSE_SECONDS = 0.05
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": str(_PORT),
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "jit": "off",
    "TimeZone": "UTC",
    "log_timezone": "UTC",
    # One file a weekday, begun anew a week later: bounded without anybody's care.
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgresql-%a.log",
    "log_file_mode": "0600",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    # Statements and key values in a log would be personal data outside the ledger.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """What can be said about the embedded server."""

    running: bool
    version: str | None
    folder: Path
    socket: Path
    pid: int | None


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """PostgreSQL in *folder*; it outlives the process that started it, until `stop()`."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """The data folder proper."""
        return self.folder.absolute() / "data"

    @property
    def is_durable(self) -> bool:
        """Whether the data are to outlive the power; those of tests are not."""
        return self.settings.get("fsync", "on") != "off"

    @property
    def upgraded(self) -> Path:
        """Where an upgrade prepares the next data folder; it stays there only if the upgrade was broken off."""
        return self.data.with_name("data.upgraded")

    @property
    def sockets(self) -> Path:
        """The closed folder of the socket: inside ours, or a short one where the path would be too long."""
        inside = self.folder.absolute() / "run"
        if len(os.fsencode(inside / f".s.PGSQL.{_PORT}")) <= _SOCKET_PATH_MAX:
            return inside
        name = hashlib.sha256(os.fsencode(self.folder.resolve())).hexdigest()[:8]
        return Path("/tmp") / f"ledger-{os.geteuid()}-{name}"  # noqa: S108 - owner and mode are checked before use

    def dsn(self, database: str = DATABASES[0]) -> str:
        """Return how to connect to *database* of this server."""
        return make_conninfo(host=str(self.sockets), port=_PORT, user=SUPERUSER, dbname=database)

    def start(self) -> None:
        """Start the server unless it runs; the first time make it. Several processes may do so at once."""
        with self.alone():
            if self._answers():
                return
            self._check_version()
            if not self.data.exists():
                self._initialise()
            self.configure()
            self.launch()
            self._create_databases()

    def stop(self) -> None:
        """Stop the server, breaking off its clients; nothing happens if it does not run."""
        if not self.data.exists():
            return
        with self.alone():
            self.halt()
            with contextlib.suppress(OSError):
                self.sockets.rmdir()

    def revive(self) -> None:
        """Start the server if it crashed; one that was stopped stays stopped."""
        if self.data.exists() and not self._answers() and self._has_crashed():
            self.start()

    def status(self) -> ServerStatus:
        """Look without touching anything."""
        running = self._answers()
        return ServerStatus(
            running=running,
            version=self._server_version() if running else None,
            folder=self.folder,
            socket=self.sockets / f".s.PGSQL.{_PORT}",
            pid=running_postmaster(self.data) if running else None,
        )

    def data_version(self) -> int | None:
        """Return the major version that the data folder belongs to, None before the first start."""
        try:
            return int((self.data / "PG_VERSION").read_text())
        except (FileNotFoundError, ValueError):
            return None

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other process from starting, stopping or upgrading this server meanwhile."""
        self._prepare_folder()
        with (self.folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _prepare_folder(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            owner = (self.data if self.data.exists() else self.folder).stat().st_uid
        except OSError as error:
            raise CannotRun("embedded.folder", words=error) from error
        if owner not in {os.geteuid(), binaries.data_owner()}:
            raise CannotRun("embedded.owner", folder=self.folder)

    def _prepare_sockets(self) -> None:
        """Make the closed folder of the socket, and refuse one that somebody else laid in our way."""
        with contextlib.suppress(FileExistsError):
            self.sockets.mkdir(mode=0o700)
        found = self.sockets.lstat()
        if not stat.S_ISDIR(found.st_mode) or stat.S_IMODE(found.st_mode) & 0o077 or found.st_uid != os.geteuid():
            raise CannotRun("embedded.sockets", folder=self.sockets)

    def _check_version(self) -> None:
        found, installed = self.data_version(), binaries.MAJOR
        if not self.data.exists() and self.upgraded.exists():
            raise CannotRun("embedded.half-upgraded")
        if found is None and self.data.exists():
            raise CannotRun("embedded.not-postgres", folder=self.data)
        if found is not None and found != installed:
            raise CannotRun(
                "embedded.older" if found < installed else "embedded.newer", found=found, installed=installed
            )

    def _initialise(self) -> None:
        """Make the data folder beside its place and move it there whole: a killed attempt leaves no half of one."""
        fresh = self.data.with_name("data.new")
        shutil.rmtree(fresh, ignore_errors=True)
        initialise(fresh, sync=self.is_durable)
        fresh.rename(self.data)

    def configure(self) -> None:
        """Make the folder of the socket and write the settings, as at every start."""
        self._prepare_sockets()
        sockets = '"' + str(self.sockets).replace('"', '""') + '"'
        settings = {**_SETTINGS, "unix_socket_directories": sockets, **self.settings}
        lines = [f"{name} = {_quoted(value)}" for name, value in settings.items()]
        text = "\n".join(["# Written anew at every start; own settings go to postgresql.conf.", *lines, ""])
        (self.data / "ledger.conf").write_text(text, encoding="utf-8")

    def halt(self, major: int = binaries.MAJOR) -> None:
        """Stop a running server, as one step of something done alone."""
        if running_postmaster(self.data) is not None:
            how = "-s", "-w", "-t", str(_STOP_SECONDS), "-m", "fast"
            binaries.run("pg_ctl", "stop", *how, "-D", self.data, major=major)

    def launch(self, major: int = binaries.MAJOR) -> None:
        """Run the server until it answers, as one step of something done alone."""
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            if time.monotonic() > deadline:
                raise CannotRun("embedded.silent")
            if running_postmaster(self.data) is None:
                disown_stranger(self.data)
                (self.sockets / f".s.PGSQL.{_PORT}.lock").unlink(missing_ok=True)
                self._run_postmaster(major)
            else:
                time.sleep(_PAUSE_SECONDS)

    def _run_postmaster(self, major: int) -> None:
        log = self.folder / "start.log"
        log.unlink(missing_ok=True)
        try:
            # Relative names: pg_ctl hands them to a shell between double quotes, as they are.
            how = "-s", "-w", "-t", str(_START_SECONDS), "-D", self.data.name, "-l", log.name
            binaries.run("pg_ctl", "start", *how, major=major, cwd=self.folder)
        except CannotRun as error:
            words = self._last_words(log) or str(error)
            if "is still in use" not in words:
                raise CannotRun("embedded.not-started", words=words) from error
            time.sleep(_PAUSE_SECONDS)  # a killed server's last clients are still finishing

    def _last_words(self, log: Path) -> str:
        """Return what the server died of: from the log of its start, or from its own where it had begun one."""
        own = sorted((self.data / "log").glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in (log, *own[:1]):
            lines = path.read_text(errors="replace").splitlines()[-3:] if path.exists() else []
            if any("FATAL" in line for line in lines):
                return "; ".join(line.partition("] ")[2] for line in lines)
        return ""

    def _create_databases(self) -> None:
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            known = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
            for name in DATABASES:
                if name not in known:
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def _answers(self) -> bool:
        return pq.PGconn.ping(self.dsn("postgres").encode()) == pq.Ping.OK

    def _has_crashed(self) -> bool:
        """Tell from what the server left behind whether it was shut down in order."""
        told = binaries.run("pg_controldata", "-D", self.data)
        return "Database cluster state:               shut down\n" not in told

    def _server_version(self) -> str:
        with psycopg.connect(self.dsn("postgres")) as connection:
            return connection.info.parameter_status("server_version") or ""


def initialise(data: Path, *, checksums: bool = True, sync: bool = True) -> None:
    """Make an empty data folder whose order of text and time does not depend on the machine."""
    try:
        binaries.run(
            "initdb",
            *("-D", data, "-U", SUPERUSER, "--encoding=UTF8", "--locale=C"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *("--auth-local=trust", "--auth-host=reject"),
            "--data-checksums" if checksums else "--no-data-checksums",
            *(() if sync else ("--no-sync",)),
        )
        with (data / "postgresql.conf").open("a", encoding="utf-8") as configuration:
            configuration.write("\ninclude_if_exists 'ledger.conf'\n")
    except (CannotRun, OSError) as error:
        shutil.rmtree(data, ignore_errors=True)
        raise CannotRun("embedded.not-started", words=error) from error


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
