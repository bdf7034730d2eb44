"""The documentation promises only what is there: its links lead somewhere, its commands exist."""

import re

from tests.house.tree import ROOT, place, texts

LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)[^)]*\)")
MAKE = re.compile(r"(?:^|`)make ([a-z][a-z-]*)", re.MULTILINE)
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)


def test_every_link_leads_to_a_file():
    dead = {
        place(page): [target for target in LINK.findall(page.read_text(encoding="utf-8")) if not there(page, target)]
        for page in texts(".md")
    }
    assert {page: targets for page, targets in dead.items() if targets} == {}


def there(page, target):
    return (page.parent / target).exists()


def test_every_make_command_is_a_target():
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    named = {place(page): set(MAKE.findall(page.read_text(encoding="utf-8"))) for page in texts(".md")}
    assert {page: names - targets for page, names in named.items() if names - targets} == {}


def test_the_readme_names_the_two_commands():
    named = MAKE.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert named[:2] == ["demo", "test"]
