"""Finds the checks: each folder here is a family, and each module of a family lists its checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import ModuleInfo, iter_modules
from types import ModuleType

from wardbook.checks.context import Context
from wardbook.findings import Finding

Check = Callable[[Context], Iterator[Finding]]


def checks_in(package: ModuleType) -> tuple[Check, ...]:
    """All checks of a package: families by name, their modules by name, checks as listed.

    Each module of a family names its checks in a tuple `CHECKS`. One that only helps the others
    says so with `CHECKS = ()`. Raises `TypeError` for a module that says neither: its checks would
    never run.
    """
    checks: list[Check] = []
    for family in _families_in(package):
        checks += family_checks(family)
    return tuple(checks)


def family_checks(family: ModuleType) -> tuple[Check, ...]:
    """All checks of one family."""
    checks: list[Check] = []
    for module in _modules_in(family):
        checks += _checks_of(module)
    return tuple(checks)


def _families_in(package: ModuleType) -> Iterator[ModuleType]:
    for found in sorted(iter_modules(package.__path__), key=_name):
        if found.ispkg:
            yield import_module(f"{package.__name__}.{found.name}")


def _modules_in(family: ModuleType) -> Iterator[ModuleType]:
    for found in sorted(iter_modules(family.__path__), key=_name):
        yield import_module(f"{family.__name__}.{found.name}")


def _name(module: ModuleInfo) -> str:
    return module.name


def _checks_of(module: ModuleType) -> tuple[Check, ...]:
    checks = getattr(module, "CHECKS", None)
    if not isinstance(checks, tuple):
        raise TypeError(
            f"{module.__name__}: no tuple CHECKS; a module without checks says CHECKS = ()"
        )
    return checks
