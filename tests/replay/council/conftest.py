"""The council at work, as its book's tests know it."""

from tests.projections.council.conftest import chamber, keeper

__all__ = ["chamber", "keeper"]
