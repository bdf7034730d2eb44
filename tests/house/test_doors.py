"""Time, chance and the environment enter at the doors only; the linter says so wherever else they are asked for."""

import subprocess
import sys

import pytest

from tests.house.tree import ROOT

ASKING = """\
import datetime
import os
import random
import secrets
import time
import uuid

datetime.datetime.now(datetime.UTC)
datetime.datetime.today()
datetime.date.today()
time.time()
uuid.uuid4()
os.urandom(12)
os.environ.get("HOME")
os.getenv("HOME")
"""
BANNED_LINES = {3, 4, *range(8, 16)}


def banned_lines(room):
    """Return the lines of ASKING that the linter forbids, were it a file of *room*."""
    name = f"{room}/asking.py"
    options = ["--select", "TID251", "--output-format", "concise", "--stdin-filename", name]
    command = [sys.executable, "-m", "ruff", "check", *options, "-"]
    result = subprocess.run(command, input=ASKING, capture_output=True, text=True, cwd=ROOT, check=False)
    assert result.returncode in {0, 1}, result.stderr
    return {int(line.split(":")[1]) for line in result.stdout.splitlines() if "TID251" in line}


@pytest.mark.parametrize("room", ["ledger", "aggregates", "commands", "projections", "replay"])
def test_no_floor_below_asks_for_time_or_chance(room):
    assert banned_lines(room) == BANNED_LINES


def test_a_door_may_ask():
    assert banned_lines("api") == set()
