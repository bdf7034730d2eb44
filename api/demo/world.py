"""World («мир показа»): school, council and calendar, the same ones from the same seed whenever they are asked for."""

from dataclasses import dataclass
from datetime import date, timedelta

from api import profiles
from api.demo.chance import Chance
from api.demo.council import Council
from api.demo.curriculum import Curriculum, curriculum
from api.demo.school import Founder, Scale, School
from api.demo.timetable import Timetable, arrange
from api.entropy import SeededEntropy
from api.profiles import Profile
from api.profiles import council as council_profiles

_EDITION = "konevo-2026-1"
"""A demo loaded by a program with another one is another demo; `ledger demo --reset` makes it anew."""


@dataclass(frozen=True, slots=True)
class World:
    """What the demo's year is played with."""

    scale: Scale
    profile: Profile
    plan: Curriculum
    school: School
    timetable: Timetable
    council: Council
    days_off: frozenset[date]

    def seed(self, purpose: str) -> str:
        """Return the seed of one source of chance or ids."""
        return _seed(self.scale, purpose)

    def teaching_days(self, starts_on: date, ends_on: date) -> list[date]:
        """Return the days with lessons from one to another, both included."""
        days = (starts_on + timedelta(days=number) for number in range((ends_on - starts_on).days + 1))
        return [on for on in days if on.isoweekday() <= self.profile.week_days and on not in self.days_off]


def make_world(scale: Scale) -> World:
    """Return the world of that scale."""
    seed, plan = _seed(scale, "people"), curriculum()
    entropy, chance = SeededEntropy(seed), Chance(seed)
    profile, council_profile = profiles.load("konevo"), council_profiles.load("council-krasnodar")
    school = Founder(plan, chance, entropy).found(scale)
    seats = tuple(entropy.identifier() for _ in council_profile.seats)
    council = Council(entropy.identifier(), entropy.identifier(), seats, council_profile)
    timetable = arrange(school, plan, chance)
    return World(scale, profile, plan, school, timetable, council, frozenset(profile.calendar().days_off))


def _seed(scale: Scale, purpose: str) -> str:
    return f"{_EDITION}/{scale.name}/{purpose}"
