"""Sealing («запечатывание дней журнала отказов»): a command of the system for every day that is over."""

from datetime import UTC, date, timedelta
from uuid import UUID, uuid5

from aggregates.refusals.refusal_log.refusals import DayAlreadySealed
from aggregates.refusals.refusal_log.state import REFUSAL_LOG
from aggregates.rights import EVERYWHERE, Role
from api.house import House
from commands.refusals.seal_day import SealDay, handle
from ledger.stamp import Caller, Grant

SYSTEM = "system"
GRACE = timedelta(minutes=10)
"""A day is sealed so long after its end: an attempt of its last second has been written by then."""

_FIRST_DAY = date(2000, 1, 1)
_SEALS = UUID("6f1d0c52-53a5-5d0b-8d5d-6d7b1cbb6f57")


def seal_days(house: House) -> int:
    """Seal every day with attempts that is over and not sealed yet, and return how many those were."""
    sealed, tenant = 0, house.tenant.name
    log = house.present.of(REFUSAL_LOG, tenant).state
    day = house.refusals.first_day(since=log.sealed_on + timedelta(days=1) if log else _FIRST_DAY)
    now = house.clock.now()
    while day is not None and day < (now - GRACE).astimezone(UTC).date():
        seal = house.refusals.seal_of(day)
        command = SealDay(tenant=tenant, on=day, count=seal.attempts, digest=seal.digest)
        caller = Caller(SYSTEM, (Grant(Role.SYSTEM.value, EVERYWHERE),), now, str(uuid5(_SEALS, f"{tenant} {day}")))
        try:
            house.desk.perform(handle, command, caller)
        except DayAlreadySealed:
            return sealed  # another worker was faster
        sealed += 1
        day = house.refusals.first_day(since=day + timedelta(days=1))
    return sealed
