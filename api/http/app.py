"""The HTTP door, assembled («приложение»)."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager

from anyio import to_thread
from fastapi import FastAPI

from api.house import House
from api.http import (
    accounts,
    biographies,
    classes,
    councils,
    edit_justifications,
    health,
    lessons,
    log,
    meetings,
    names,
    pages,
    people,
    permissions,
    problem_types,
    school_years,
    sessions,
)
from api.http.limits import Limits
from api.http.openapi import DescribedApp
from api.http.problems import tell_problems
from api.http.requests import Requests
from ledger.ports import Entropy

THREADS = 24
"""Requests worked on at once in one process: more of them would only wait for a connection."""

ROUTERS = (
    lessons.router,
    pages.router,
    biographies.router,
    sessions.router,
    accounts.router,
    people.router,
    names.router,
    school_years.router,
    classes.router,
    classes.absences,
    permissions.router,
    edit_justifications.router,
    councils.router,
    meetings.router,
    log.router,
    problem_types.router,
)
"""The busiest first: an address is looked for among them in this order."""


def make_app(opening: Callable[[], AbstractContextManager[House]], entropy: Entropy) -> FastAPI:
    """Return the application; *opening* opens the house when it starts and closes it when it ends."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        with opening() as house:
            app.state.house = house
            yield

    app = DescribedApp(
        title="Журнал школьных записей",
        summary="Отметки, посещаемость и голосования как неизменные события: правила при записи, история навсегда.",
        version="1",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    for router in ROUTERS:
        app.include_router(router, prefix="/v1")
    app.include_router(health.router)
    tell_problems(app)
    app.add_middleware(Limits)
    app.add_middleware(Requests, entropy=entropy)
    return app
