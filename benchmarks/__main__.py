"""`python -m benchmarks [--json] [work …]`: the project, its peers and the floor, side by side in one run."""

import argparse
import json
import pkgutil
from collections.abc import Sequence
from importlib import import_module

from rich.console import Console
from rich.table import Table

from benchmarks import works
from benchmarks.ground import ground
from benchmarks.harness import FLOOR, PROJECT, Outcome, Work, run

WHOLE_FROM = 100


def main() -> None:
    """Measure the works that are named, or all of them."""
    known = {module.name: module.name for module in pkgutil.iter_modules(works.__path__)}
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="a list for programs instead of a table")
    parser.add_argument("works", nargs="*", metavar="work", help=", ".join(known))
    arguments = parser.parse_args()
    if unknown := set(arguments.works) - set(known):
        parser.error(f"no such work: {', '.join(sorted(unknown))}")
    chosen: list[Work] = [import_module(f"benchmarks.works.{name}").WORK for name in arguments.works or known]
    with ground() as made:
        outcomes = [run(work, made) for work in chosen]
    if arguments.json:
        print(json.dumps([outcome.as_json() for outcome in outcomes], ensure_ascii=False, indent=2))
    else:
        Console().print(_table(outcomes))


def _table(outcomes: Sequence[Outcome]) -> Table:
    table = Table("work", "unit", "project", "floor", "ratio", "goal", "peers, ratio to the floor")
    table.columns[0].no_wrap = True
    for outcome in outcomes:
        floor = outcome.median(FLOOR)
        peers = [
            f"{name} {value / floor:.2f}"
            for name in outcome.values
            if name not in {PROJECT, FLOOR} and (value := outcome.median(name)) is not None and floor
        ]
        peers += [f"{name}: {reason}" for name, reason in outcome.skipped.items()]
        figures = (_shown(outcome.median(PROJECT)), _shown(floor), _shown(outcome.ratio))
        table.add_row(outcome.work.name, outcome.work.unit, *figures, outcome.work.goal, "; ".join(peers))
    return table


def _shown(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= WHOLE_FROM else f"{value:.2f}"


if __name__ == "__main__":
    main()
