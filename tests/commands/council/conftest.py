"""A council of twenty-four, composed by order, and its meeting."""

import pytest

from tests.chamber import Chamber


@pytest.fixture
def chamber(executor, entropy):
    """A council of twenty-four, composed by order."""
    chamber = Chamber(executor, entropy)
    chamber.establish()
    chamber.compose()
    return chamber


@pytest.fixture
def meeting(chamber):
    """The council's meeting, convened for today; nobody has come yet."""
    chamber.convene()
    return chamber
