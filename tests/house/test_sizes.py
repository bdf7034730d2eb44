"""A file holds one idea and a function fits on a screen."""

import ast
from pathlib import Path

from tests.house.tree import ROOMS, WRITTEN_BY_HAND, place, python_files

LINES_PER_FILE_MAX = 300
LINES_PER_FUNCTION_MAX = 40

Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_a_file_holds_one_idea():
    sizes = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files(*WRITTEN_BY_HAND)}
    assert {name: lines for name, lines in sizes.items() if lines > LINES_PER_FILE_MAX} == {}


def test_a_function_fits_on_a_screen():
    files = python_files(*ROOMS)
    assert {place(path): functions for path in files if (functions := long_functions(path))} == {}


def long_functions(path: Path) -> list[str]:
    """Return the functions whose body, docstring aside, is longer than a screen."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [
        f"{node.name}: {lines}"
        for node in nodes
        if isinstance(node, Function) and (lines := body_lines(node)) > LINES_PER_FUNCTION_MAX
    ]


def body_lines(function: Function) -> int:
    statements = function.body[1:] if ast.get_docstring(function) else function.body
    if not statements:
        return 0
    return (statements[-1].end_lineno or 0) - statements[0].lineno + 1
