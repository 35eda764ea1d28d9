"""What is said of fields in the strings below them. Only schemas print it: it is read from the
source when one is made, so that no other command waits for it."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from functools import cache

from pydantic import BaseModel


@cache
def field_docs(model: type[BaseModel]) -> Mapping[str, str]:
    """Field → the string below it, in the class itself or in those that it is made of."""
    found: dict[str, str] = {}
    for made_of in reversed(model.__mro__):
        found |= _docs_of(made_of.__module__).get(made_of.__qualname__, {})
    return found


@cache
def _docs_of(module: str) -> Mapping[str, Mapping[str, str]]:
    """The same for every class of a module of the program; nothing for one of a library."""
    if module.partition(".")[0] != __name__.partition(".")[0]:
        return {}
    found = {}
    for node in ast.parse(inspect.getsource(sys.modules[module])).body:
        if isinstance(node, ast.ClassDef):
            found[node.name] = dict(_docs_in(node))
    return found


def _docs_in(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for statement, below in zip(node.body, node.body[1:], strict=False):
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            continue
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            yield statement.target.id, inspect.cleandoc(str(below.value.value))
