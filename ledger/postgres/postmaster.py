"""The record `postmaster.pid` that a server leaves in its data folder, and whether to believe it."""

import os
import subprocess
from pathlib import Path

# No process has this number, so PostgreSQL takes the record for a dead server's and looks for what outlived it.
_NOBODY = 2_147_483_647


def running_postmaster(data: Path) -> int | None:
    """Return the process id of the server in *data*, None if the one that wrote the record is gone."""
    pid = _recorded(data)
    return pid if pid is not None and _is_alive(pid) and _runs_in(pid, data) else None


def disown_stranger(data: Path) -> None:
    """Make the record harmless if its number has passed to a stranger: PostgreSQL would refuse to start.

    The rest of the record stays, so that PostgreSQL still notices a crashed server's last clients at work.
    """
    pid = _recorded(data)
    if pid is not None and running_postmaster(data) is None:
        record = data / "postmaster.pid"
        _, rest = record.read_text().split("\n", 1)
        record.write_text(f"{_NOBODY}\n{rest}")


def _recorded(data: Path) -> int | None:
    try:
        return int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _runs_in(pid: int, data: Path) -> bool:
    """Tell whether a process is a server at work in *data*; one that is dead and not yet buried is not."""
    if not Path("/proc/self").exists():
        command = ["ps", "-o", "command=", "-p", str(pid)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - a fixed command
        return "postgres" in done.stdout
    process = Path(f"/proc/{pid}")
    try:
        return (process / "cwd").samefile(data)
    except PermissionError:  # another user's process, and a container's root may not look where it works
        return b"postgres" in (process / "cmdline").read_bytes()
    except OSError:
        return False
