"""Where the tests' database servers lie."""

import shutil
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ENOUGH = 2**30


def place_for_servers() -> str | None:
    """Where a killed process's files outlive it as on a disk, but nobody waits for one; None: the usual place."""
    return str(_MEMORY) if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH else None
