"""Servers over HTTP, each one process of uvicorn: the project's door, and as floor an endpoint with one SELECT."""

import multiprocessing
import os
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request
from psycopg import sql

from api.entropy import SystemEntropy
from api.house import open_house
from api.http.app import make_app
from api.logging import configure
from ledger.keys.wrapping import Wrapping
from ledger.postgres.connections import pool
from ledger.postgres.tenants import Tenant

NOON = datetime(2026, 10, 1, 7, 0, tzinfo=UTC)


class NoonClock:
    """Stands still, within the edit window of the lessons that are marked."""

    def now(self) -> datetime:
        """Return noon at the school."""
        return NOON


def project(tenant: Tenant, secret: bytes) -> FastAPI:
    """Return the application that `ledger serve` serves, with its log lines."""
    configure("INFO", Path(os.devnull).open("w"))  # noqa: SIM115 - open as long as the process
    entropy = SystemEntropy()
    return make_app(partial(open_house, tenant, Wrapping(secret), entropy, clock=NoonClock()), entropy)


def floor(tenant: Tenant, _secret: bytes) -> FastAPI:
    """Return an application that answers with one row of the same database."""
    dsn = tenant.dsn
    assert dsn is not None
    query = sql.SQL("SELECT count(*) FROM {} WHERE position < 0").format(sql.Identifier(tenant.schema, "event"))

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with pool(dsn, "ledger_app", size=12) as connections:
            app.state.connections = connections
            yield

    app = FastAPI(lifespan=lifespan, telemetry={"tracing": False, "metrics": False, "logs": False})

    @app.get("/")
    def read(request: Request) -> dict[str, int]:
        with request.app.state.connections.connection() as connection:
            row = connection.execute(query, prepare=True).fetchone()
        return {"count": row[0]}

    return app


@contextmanager
def serving(make: Callable[[Tenant, bytes], FastAPI], tenant: Tenant, secret: bytes, address: Path) -> Iterator[None]:
    """Let a process serve what *make* returns on a Unix socket."""
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(make, tenant, secret, address))
    process.start()
    try:
        while not address.exists():
            if not process.is_alive():
                msg = "the server did not start"
                raise RuntimeError(msg)
            time.sleep(0.02)
        yield
    finally:
        process.terminate()
        process.join()


def _serve(make: Callable[[Tenant, bytes], FastAPI], tenant: Tenant, secret: bytes, address: Path) -> None:
    uvicorn.run(make(tenant, secret), uds=str(address), log_config=None, access_log=False, server_header=False)
