"""What can go wrong with the keys' surroundings. Not a refusal: no rule said no."""

from ledger.postgres.errors import GroundError


class KeysUnusable(GroundError):  # noqa: N818 - names a state of affairs
    """The key file, the key store or a copy of it is not what this ledger needs."""
