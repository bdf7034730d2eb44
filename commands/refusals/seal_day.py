"""Seal a day of the refusal log («запечатать день журнала отказов»)."""

from typing import Annotated

from pydantic import Field, StringConstraints

from aggregates.refusals.refusal_log.decisions import seal
from aggregates.refusals.refusal_log.events import DaySealed
from aggregates.refusals.refusal_log.state import REFUSAL_LOG
from aggregates.rights import EVERYWHERE, Permission, role_for
from commands.command import Command, Date
from commands.work import Work

ZONE = "UTC"
"""The log belongs to no institution, so its days are nobody's local ones."""


class SealDay(Command):
    """Fix the number and the digest of a day's attempts («запечатать день», XCT-020)."""

    tenant: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
    on: Date
    count: Annotated[int, Field(ge=1)]
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


def handle(command: SealDay, work: Work) -> None:
    """Recall, decide, record."""
    log = work.recall(REFUSAL_LOG, command.tenant)
    stamp = work.caller.stamp(role_for(work.caller, Permission.REACT, EVERYWHERE), ZONE)
    sealed = DaySealed(command.on, command.count, command.digest)
    work.record(REFUSAL_LOG, command.tenant, seal(log, sealed, stamp), stamp)
