"""Budgets that serve reading: functions of at most 49 lines, modules of at most 400, no drawers."""

import ast
from pathlib import Path

import pytest

FUNCTION_LINES, MODULE_LINES = 49, 400
DRAWERS = {"utils.py", "helpers.py", "common.py", "misc.py", "util.py"}
PACKAGE = Path(__file__).parent.parent / "generator" / "wardbook"
MODULES = sorted(PACKAGE.rglob("*.py"))


def over_budget(name: str, source: str) -> list[str]:
    """What in a module is too long, or that it is a drawer."""
    found = ["a drawer: put it beside its only user"] if name in DRAWERS else []
    if (length := len(source.splitlines())) > MODULE_LINES:
        found.append(f"module: {length} lines")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                found.append(f"{node.name}: {lines} lines")
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_module_is_within_budget(path: Path) -> None:
    assert over_budget(path.name, path.read_text(encoding="utf-8")) == []


def test_there_is_something_to_measure() -> None:
    assert len(MODULES) > 30


def function(lines: int, start: str = "def f():") -> str:
    return f"{start}\n" + "    x = 1\n" * (lines - 1)


@pytest.mark.parametrize(
    ("name", "source", "found"),
    [
        ("a.py", function(FUNCTION_LINES), []),
        ("a.py", function(FUNCTION_LINES + 1), ["f: 50 lines"]),
        ("a.py", function(FUNCTION_LINES + 1, "async def f():"), ["f: 50 lines"]),
        (
            "a.py",
            "class C:\n" + function(50).replace("def f", " def f").replace("    x", "     x"),
            ["f: 50 lines"],
        ),
        ("a.py", "x = 1\n" * MODULE_LINES, []),
        ("a.py", "x = 1\n" * (MODULE_LINES + 1), ["module: 401 lines"]),
        ("utils.py", "", ["a drawer: put it beside its only user"]),
    ],
)
def test_guard_fires_over_the_budget_and_not_at_it(
    name: str, source: str, found: list[str]
) -> None:
    assert over_budget(name, source) == found
