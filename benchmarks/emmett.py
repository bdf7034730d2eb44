"""The peer from another world: Emmett, where there is Node; it is installed once, into the folder for caches."""

import os
import shutil
import subprocess
from pathlib import Path

from benchmarks.ground import NO_SHIM, Ground
from benchmarks.harness import Contender, Skipped
from benchmarks.writers import Crowd

VERSION = "0.42.0"
PACKAGES = tuple(f"@event-driven-io/{name}@{VERSION}" for name in ("emmett", "emmett-postgresql"))
SCRIPT = Path(__file__).with_name("emmett.mjs")
NO_NODE = "Node and npm are not here"
NO_PACKAGES = "npm cannot install it"
FAILED = "it failed"
_INSTALL_SECONDS = 120
_RUN_SECONDS = 120


def append(crowd: Crowd, batch: int, *, slow: bool = False) -> Contender:
    """Return the contender for appending: as many processes, in each as many writers at once."""

    def measure(ground: Ground) -> float:
        server = ground.slow_server if slow else ground.server
        if server is None:
            raise Skipped(NO_SHIM)
        with ground.database(server) as dsn:
            _run("append", dsn, 1, 1, 0.1)
            return _run("append", dsn, batch, crowd.threads, crowd.seconds, processes=crowd.processes)

    return measure


def replay(ground: Ground) -> float:
    """Return the events per second of reading long streams into its objects."""
    with ground.database() as dsn:
        return _run("replay", dsn, 1, 1, 0)


def _run(*arguments: object, processes: int = 1) -> float:
    command = ["node", str(_installed() / SCRIPT.name), *map(str, arguments)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for _ in range(processes)
    ]
    rates = [process.communicate(timeout=_RUN_SECONDS)[0] for process in running]
    if any(process.returncode for process in running):
        raise Skipped(FAILED)
    return sum(map(float, rates))


def _installed() -> Path:
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise Skipped(NO_NODE)
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = caches / "school-records-ledger" / f"emmett-{VERSION}"
    if not (folder / "node_modules").exists():
        folder.mkdir(parents=True, exist_ok=True)
        options = ["--no-audit", "--no-fund", "--silent", "--ignore-scripts", "--fetch-retries=0"]
        try:
            subprocess.run(["npm", "install", *options, *PACKAGES], cwd=folder, check=True, timeout=_INSTALL_SECONDS)
        except (subprocess.SubprocessError, OSError):
            shutil.rmtree(folder, ignore_errors=True)
            raise Skipped(NO_PACKAGES) from None
    shutil.copy(SCRIPT, folder)
    return folder
