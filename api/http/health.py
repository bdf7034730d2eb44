"""Health («готовность»): whether the process lives, and whether it can work; open to everybody."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from api.http.dependencies import HouseDep
from api.http.documentation import documented, example

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """How the service is."""

    status: Literal["ok"] = "ok"


@router.get("/livez", responses=example({"status": "ok"}))
async def livez() -> Health:
    """Процесс работает."""
    return Health()


@router.get("/readyz", responses=example({"status": "ok"}) | documented(503))
def readyz(house: HouseDep) -> Health:
    """База данных отвечает."""
    house.history.head()
    return Health()
