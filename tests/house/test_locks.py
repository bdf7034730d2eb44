"""The locks install everywhere: they name packages, versions and hashes, and no host; they follow pyproject.toml."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.tree import ROOT

PINNED = re.compile(
    r"^(?P<name>[\w.-]+)(?:\[[\w,-]+\])?==(?P<version>\S+)(?P<rest>.*?)(?=^\S|\Z)", re.DOTALL | re.MULTILINE
)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = {"runtime": "build", "dev": "dev"}
"""Each lock holds the runtime dependencies and those of one group."""


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> dict[str, Version]:
    return {canonicalize_name(pin["name"]): Version(pin["version"]) for pin in PINNED.finditer(lock(name))}


def declared(group: str) -> list[Requirement]:
    """Return what pyproject.toml asks for at run time and in *group*, with the groups that it includes."""
    wanted = list(PROJECT["project"]["dependencies"])
    groups = [group]
    for name in groups:
        for item in PROJECT["dependency-groups"][name]:
            if isinstance(item, str):
                wanted.append(item)
            else:
                groups.append(item["include-group"])
    return [Requirement(text) for text in wanted]


def asked_for_directly(name: str) -> set[str]:
    return {
        canonicalize_name(pin["name"]) for pin in PINNED.finditer(lock(name)) if "school-records-ledger" in pin["rest"]
    }


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host(name):
    assert re.findall(r"https?:|file:|index-url|find-links|@ ", lock(name)) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_carries_a_hash(name):
    unhashed = [pin["name"] for pin in PINNED.finditer(lock(name)) if "--hash=sha256:" not in pin["rest"]]
    assert unhashed == []


@pytest.mark.parametrize(("name", "group"), LOCKS.items())
def test_a_lock_satisfies_what_is_declared(name, group):
    pinned = pins(name)
    unmet = [
        str(wanted)
        for wanted in declared(group)
        if (version := pinned.get(canonicalize_name(wanted.name))) is None or version not in wanted.specifier
    ]
    assert unmet == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_nothing_that_is_no_longer_declared(name):
    declared_anywhere = {canonicalize_name(wanted.name) for group in LOCKS.values() for wanted in declared(group)}
    assert asked_for_directly(name) <= declared_anywhere


def test_the_tools_run_on_the_same_libraries_as_the_program():
    runtime, dev = pins("runtime"), pins("dev")
    assert runtime == {name: dev.get(name) for name in runtime}
