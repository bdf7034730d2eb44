"""Deadlines are counted by the pinned zones, also where the machine has others or none."""

import zoneinfo
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

import pytest

from ledger import zones
from ledger.stamp import Caller

YEKATERINBURG = "Asia/Yekaterinburg"
EVENING = datetime(2026, 10, 1, 20, 0, tzinfo=UTC)


@pytest.fixture
def strange_machine(tmp_path):
    """A machine whose own zones put Yekaterinburg on Greenwich time."""
    place = tmp_path.joinpath(*YEKATERINBURG.split("/"))
    place.parent.mkdir(parents=True)
    place.write_bytes(files("tzdata").joinpath("zoneinfo", "UTC").read_bytes())
    zones.zone.cache_clear()
    zoneinfo.reset_tzpath([tmp_path])
    yield
    zoneinfo.reset_tzpath()


def test_the_machines_own_zones_do_not_matter(strange_machine):
    assert EVENING.astimezone(zoneinfo.ZoneInfo.no_cache(YEKATERINBURG)).utcoffset() == timedelta(0)
    assert EVENING.astimezone(zones.zone(YEKATERINBURG)).utcoffset() == timedelta(hours=5)
    assert Caller("teacher-1", (), EVENING, "-").today(YEKATERINBURG) == date(2026, 10, 2)


@pytest.mark.parametrize("name", ["Asia/Konevo", "asia/yekaterinburg", "", "../zones", "/etc/localtime"])
def test_what_is_no_zone_is_not_found(name):
    with pytest.raises(zoneinfo.ZoneInfoNotFoundError):
        zones.zone(name)
