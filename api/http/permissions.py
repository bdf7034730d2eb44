"""Edit permissions over HTTP («разрешения на внесение изменений»)."""

from typing import Annotated

from fastapi import Response

from api.http import examples
from api.http.asking import asked
from api.http.dependencies import CounterDep
from api.http.documentation import WRITE
from api.http.json_route import room
from commands.journal import grant_permission, refuse_permission, request_permission

router = room("permissions", "/permissions")

REQUEST = {
    "permission": examples.PERMISSION,
    "pupil": examples.PUPIL,
    "cells": [{"lesson": examples.LESSON, "column": 1}],
    "ground": "illness",
    "documents": [{"kind": "справка", "number": "118", "on": "2026-10-19"}],
}

Requesting = Annotated[
    request_permission.RequestPermission, asked(request_permission.RequestPermission, example=REQUEST)
]
Granting = Annotated[
    grant_permission.GrantPermission,
    asked(grant_permission.GrantPermission, "permission", example={"expires_on": "2026-10-30"}),
]
Refusing = Annotated[
    refuse_permission.RefusePermission,
    asked(
        refuse_permission.RefusePermission,
        "permission",
        example={"ground": "document-does-not-confirm", "note": "справка выдана за другие дни"},
    ),
]


@router.post("", **WRITE)
def ask(command: Requesting, counter: CounterDep) -> Response:
    """Запросить разрешение у руководителя, с документами."""
    return counter.take(request_permission.handle, command)


@router.post("/{permission}/grants", **WRITE)
def grant(command: Granting, counter: CounterDep) -> Response:
    """Выдать разрешение."""
    return counter.take(grant_permission.handle, command)


@router.post("/{permission}/refusals", **WRITE)
def refuse(command: Refusing, counter: CounterDep) -> Response:
    """Отказать в разрешении."""
    return counter.take(refuse_permission.handle, command)
