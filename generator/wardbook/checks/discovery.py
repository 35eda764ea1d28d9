"""Finds the rules: each folder here is a family, and each module of a family lists its rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import ModuleInfo, iter_modules
from types import ModuleType

from wardbook.checks.context import Context
from wardbook.findings import Finding

Rule = Callable[[Context], Iterator[Finding]]


def rules_in(package: ModuleType) -> tuple[Rule, ...]:
    """All rules of a package: families by name, their modules by name, rules as listed.

    Each module of a family names its rules in a tuple `RULES`. One that only helps the others says
    so with `RULES = ()`. Raises `TypeError` for a module that says neither: its rules would never
    run.
    """
    rules: list[Rule] = []
    for family in _families_in(package):
        for module in _modules_in(family):
            rules += _rules_of(module)
    return tuple(rules)


def _families_in(package: ModuleType) -> Iterator[ModuleType]:
    for found in sorted(iter_modules(package.__path__), key=_name):
        if found.ispkg:
            yield import_module(f"{package.__name__}.{found.name}")


def _modules_in(family: ModuleType) -> Iterator[ModuleType]:
    for found in sorted(iter_modules(family.__path__), key=_name):
        yield import_module(f"{family.__name__}.{found.name}")


def _name(module: ModuleInfo) -> str:
    return module.name


def _rules_of(module: ModuleType) -> tuple[Rule, ...]:
    rules = getattr(module, "RULES", None)
    if not isinstance(rules, tuple):
        raise TypeError(
            f"{module.__name__}: no tuple RULES; a module without rules says RULES = ()"
        )
    return rules
