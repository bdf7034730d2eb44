"""Zones («часовые пояса»): deadlines come from the pinned copy of the zones, the same on every machine."""

from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: TID251 - the one place


@cache
def zone(name: str) -> ZoneInfo:
    """Return a zone of the package `tzdata`, whichever zones the machine has.

    Raises:
        ZoneInfoNotFoundError: there is none of this name.

    """
    if name not in _names():
        raise ZoneInfoNotFoundError(name)
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


@cache
def _names() -> frozenset[str]:
    return frozenset(files("tzdata").joinpath("zones").read_text("ascii").split())
