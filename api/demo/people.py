"""People («люди») of the demo: names by chance, no two alike."""

import tomllib
from importlib import resources

from api.demo.chance import Chance
from commands.people.name import PersonName

_ELDERS = {"male": "elder_male", "female": "elder_female"}
_SEXES = ("male", "female")


class Registry:
    """Gives everybody a name of their own."""

    def __init__(self, chance: Chance) -> None:
        text = resources.files("api.demo").joinpath("names.toml").read_text(encoding="utf-8")
        self._names = tomllib.loads(text)
        self._chance = chance
        self._given: set[tuple[str, str, str]] = set()

    def child(self) -> PersonName:
        """Return the name of a boy or a girl."""
        return self._name(_SEXES[self._chance.between(0, 1)])

    def adult(self, *, women: float = 0.85) -> PersonName:
        """Return the name of somebody who works at the school."""
        return self._name("female" if self._chance.happens(women) else "male", elder=True)

    def _name(self, sex: str, *, elder: bool = False) -> PersonName:
        place = _SEXES.index(sex)
        while True:
            family = self._chance.pick(self._names["families"])[place]
            given = self._chance.pick(self._names["given"][_ELDERS[sex] if elder else sex])
            patronymic = self._chance.pick(self._names["patronymics"])[place]
            if (family, given, patronymic) not in self._given:
                self._given.add((family, given, patronymic))
                return PersonName(family=family, given=given, patronymic=patronymic)
