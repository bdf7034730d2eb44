"""The ground that is measured on: a server of the embedded default's own settings, and fresh tenants in it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from ledger.postgres.embedded import DATABASES, SUPERUSER, EmbeddedServer
from ledger.postgres.preparation import prepare
from ledger.postgres.tenants import ClockKind, Tenant

NO_SHIM = "a slow disk needs Linux and a C compiler"
SHIM = Path(__file__).with_name("slow_flush.c")


@dataclass
class Ground:
    """A folder of one's own with a server in it; everything goes when the benchmarks are over."""

    folder: Path
    kept: dict[str, Tenant] = field(default_factory=dict)
    """Tenants that serve several measurements, by what is in them."""
    _numbers: Iterator[int] = field(default_factory=count)

    @cached_property
    def server(self) -> EmbeddedServer:
        """The server, started when it is first needed."""
        server = EmbeddedServer(self.folder / "server")
        server.start()
        return server

    @cached_property
    def slow_server(self) -> EmbeddedServer | None:
        """A server whose every flush takes 5 ms longer; None where there is no way to make one."""
        library = self.folder / "slow_flush.so"
        compiler = shutil.which("cc")
        if compiler is None or os.uname().sysname != "Linux":
            return None
        subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", library, SHIM, "-ldl"], check=True)
        server = EmbeddedServer(self.folder / "slow")
        server.start()
        server.stop()
        os.environ["LD_PRELOAD"] = str(library)
        try:
            server.start()
        finally:
            del os.environ["LD_PRELOAD"]
        return server

    def keep(self, name: str) -> Tenant:
        """Make a tenant that stays to the end of the run."""
        self.kept[name] = self._made(self.server)
        return self.kept[name]

    @contextmanager
    def tenant(self, server: EmbeddedServer | None = None) -> Iterator[Tenant]:
        """Make a tenant for one measurement."""
        tenant = self._made(server or self.server)
        yield tenant
        for address, schema in ((tenant.dsn, tenant.schema), (tenant.keys_dsn, tenant.keys_schema)):
            with psycopg.connect(address or "", autocommit=True) as connection:
                connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))
                connection.execute("CHECKPOINT")

    @contextmanager
    def database(self, server: EmbeddedServer | None = None) -> Iterator[str]:
        """Make an empty database for a peer that keeps its tables where it wants, and yield its address."""
        server, name = server or self.server, sql.Identifier(f"peer_{next(self._numbers)}")
        with psycopg.connect(server.dsn("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
            yield f"postgresql://{SUPERUSER}@localhost/{name.as_string(None)[1:-1]}?host={server.sockets}"
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def _made(self, server: EmbeddedServer) -> Tenant:
        dsn, keys = (server.dsn(database) for database in DATABASES)
        tenant = Tenant("school", f"school_{next(self._numbers)}", ClockKind.SIMULATED, dsn=dsn, keys_dsn=keys)
        prepare(tenant)
        return tenant

    def close(self) -> None:
        """Stop the servers that were started and remove the folder."""
        for name in ("server", "slow_server"):
            if server := self.__dict__.get(name):
                server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def ground() -> Iterator[Ground]:
    """Make a ground under the folder for temporary files (TMPDIR); it should lie on the disk that is to be measured."""
    made = Ground(Path(tempfile.mkdtemp(prefix="ledger-bench-")))
    try:
        yield made
    finally:
        made.close()
