"""Measures of how dense Python code is, taken on the syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.match_case, ast.IfExp)
"""Each is one more way through a function."""


@dataclass(frozen=True)
class FunctionMeasure:
    """A function's name, first line, length in lines (docstring included) and complexity."""

    name: str
    line: int
    lines: int
    complexity: int


@dataclass(frozen=True)
class ModuleMeasure:
    """A module's length, its lines of code (without blank lines, comments and docstrings), and what
    stands in them."""

    lines: int
    code_lines: int
    comprehensions: int
    inline_ifs: int
    longest_line: int
    functions: tuple[FunctionMeasure, ...]
    classes: tuple[str, ...]
    """Their names, those inside functions and classes too."""
    imports_inside: tuple[int, ...]
    """Line numbers of imports inside functions."""


def measure(source: str) -> ModuleMeasure:
    """Measure one module."""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    lines = source.splitlines()
    return ModuleMeasure(
        lines=len(lines),
        code_lines=len(_code_lines(lines, nodes)),
        comprehensions=sum(isinstance(node, COMPREHENSIONS) for node in nodes),
        inline_ifs=sum(isinstance(node, ast.IfExp) for node in nodes),
        longest_line=max(map(len, lines), default=0),
        functions=tuple(_functions(nodes)),
        classes=tuple(node.name for node in nodes if isinstance(node, ast.ClassDef)),
        imports_inside=tuple(_imports_inside(nodes)),
    )


def complexity(function: ast.AST) -> int:
    """Ways through a function, counted as McCabe does, and besides each `and` and `or`, each inline
    `if`, and each `for` and `if` of a comprehension: what a reader has to keep apart. Functions
    inside count for themselves."""
    ways = 1
    for node in _own_nodes(function):
        if isinstance(node, BRANCHES):
            ways += 1
        elif isinstance(node, ast.BoolOp):
            ways += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            ways += 1 + len(node.ifs)
    return ways


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, (*FUNCTIONS, ast.ClassDef)):
            yield child
            yield from _own_nodes(child)


def _functions(nodes: list[ast.AST]) -> Iterator[FunctionMeasure]:
    for node in nodes:
        if isinstance(node, FUNCTIONS):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield FunctionMeasure(node.name, node.lineno, lines, complexity(node))


def _imports_inside(nodes: list[ast.AST]) -> Iterator[int]:
    for node in nodes:
        if isinstance(node, FUNCTIONS):
            for inner in ast.walk(node):
                if isinstance(inner, (ast.Import, ast.ImportFrom)):
                    yield inner.lineno


def _code_lines(lines: list[str], nodes: list[ast.AST]) -> set[int]:
    """Numbers of lines that hold code."""
    code = set()
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if text and not text.startswith("#"):
            code.add(number)
    for node in nodes:
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            code -= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return code
