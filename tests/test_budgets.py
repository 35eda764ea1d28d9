"""Budgets that serve reading: functions of at most 55 lines, modules of at most 400, no drawers."""

import ast
from pathlib import Path

import pytest

FUNCTION_LINES, MODULE_LINES = 55, 400
DRAWERS = {"utils.py", "helpers.py", "common.py", "misc.py", "util.py"}
PACKAGE = Path(__file__).parent.parent / "generator"
MODULES = sorted(PACKAGE.rglob("*.py"))


def too_long(source: str) -> list[str]:
    """What in a module is over budget."""
    found = [f"module: {len(source.splitlines())} lines"] if len(source.splitlines()) > MODULE_LINES else []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                found.append(f"{node.name}: {lines} lines")
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_module_is_within_budget(path: Path) -> None:
    assert too_long(path.read_text(encoding="utf-8")) == []


def test_there_is_something_to_measure() -> None:
    assert len(MODULES) > 30


def test_no_drawers() -> None:
    assert [path.name for path in MODULES if path.name in DRAWERS] == []


def test_guard_fires_on_a_long_function_and_a_long_module() -> None:
    body = "\n".join("    x = 1" for _ in range(FUNCTION_LINES))
    assert too_long(f"def f():\n{body}\n") == [f"f: {FUNCTION_LINES + 1} lines"]
    assert too_long("x = 1\n" * (MODULE_LINES + 1)) == [f"module: {MODULE_LINES + 1} lines"]
    assert too_long("def f():\n" + "    x = 1\n" * (FUNCTION_LINES - 1)) == []
