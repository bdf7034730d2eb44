"""Writes the golden file of every example that has none: `python -m tests.write_golden`. What is there stays."""

from pathlib import Path

from aggregates.catalogue import CATALOGUE
from tests.examples import EXAMPLES

FOLDER = Path(__file__).with_name("golden")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, example in EXAMPLES.items():
        path = FOLDER / f"{name}.json"
        if not path.exists():
            path.write_bytes(CATALOGUE.encode(example.metadata, example.event))


if __name__ == "__main__":
    main()
