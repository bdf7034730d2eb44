"""Dependencies («что нужно ответу»): who asks, and the desk that takes what is asked."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, cast

import orjson
import structlog
from fastapi import Depends, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.accounts.entrance import Identity
from api.house import House
from api.http.conditions import IdempotencyKey, command_id
from commands.executor import AnyCommand, Handler
from ledger.refusal import Refusal
from ledger.stamp import Caller

POSITION = "Ledger-Position"
REPLAYED = "Idempotent-Replayed"
_log = structlog.get_logger()
_bearer = HTTPBearer(auto_error=False, description="Сессия (session_…) или ключ (key_…).")


async def house(request: Request) -> House:
    """Return the house that this door belongs to."""
    return cast("House", request.app.state.house)


HouseDep = Annotated[House, Depends(house)]
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def identity(house: HouseDep, credentials: Credentials) -> Identity:
    """Return who asks; nobody passes unknown."""
    return house.entrance.identify(credentials.credentials if credentials else None)


IdentityDep = Annotated[Identity, Depends(identity)]


async def visitor(house: HouseDep, identity: IdentityDep) -> Caller:
    """Return who asks, for reading."""
    return Caller(identity.actor, identity.grants, house.clock.now(), command="-")


VisitorDep = Annotated[Caller, Depends(visitor)]


@dataclass(frozen=True, slots=True)
class Counter:
    """Takes one request's command; a repeat under the same key gets the first answer («окно приёма»)."""

    house: House
    caller: Caller

    def take(self, handler: Handler[AnyCommand], command: AnyCommand) -> Response:
        """Carry *command* out and return its `Answer`, written out."""
        told = {"verb": type(command).__name__, "command": self.caller.command}
        try:
            receipt = self.house.desk.perform(handler, command, self.caller)
        except Refusal as refusal:
            _log.info("command.refused", code=refusal.code, **told)
            raise
        _log.info("command.performed", position=receipt.position, count=receipt.count, **told)
        headers = {POSITION: str(receipt.position)} | ({REPLAYED: "true"} if receipt.repeated else {})
        body = orjson.dumps({"position": receipt.position, "events": receipt.count})
        return Response(body, HTTPStatus.CREATED, headers, media_type="application/json")


async def counter(house: HouseDep, identity: IdentityDep, key: IdempotencyKey = None) -> Counter:
    """Return the counter for a request that writes."""
    command = house.entropy.identifier() if key is None else command_id(house.tenant.name, identity.actor, key)
    caller = Caller(identity.actor, identity.grants, house.clock.now(), command)
    return Counter(house, caller)


CounterDep = Annotated[Counter, Depends(counter)]
