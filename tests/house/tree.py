"""What the tests about the house look at: the files that people write."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("ledger", "aggregates", "commands", "projections", "replay", "api")
WRITTEN_BY_HAND = (*ROOMS, "tests", "benchmarks", "docs", ".ci")


def python_files(*folders: str) -> list[Path]:
    """Return the Python files of *folders*, in a stable order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def texts(*suffixes: str) -> list[Path]:
    """Return every file of ours that ends in one of *suffixes*: the root's and those of all folders."""
    inside = (path for folder in WRITTEN_BY_HAND for path in (ROOT / folder).rglob("*"))
    return sorted(path for path in (*ROOT.glob("*"), *inside) if path.is_file() and path.suffix in suffixes)


def place(path: Path) -> str:
    """Return the path as a person would name it."""
    return path.relative_to(ROOT).as_posix()
