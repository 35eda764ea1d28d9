"""Trees that must be trees: bodies, clusters of departments, stand-ins, systems."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from wardbook.checks.context import Context, cycles
from wardbook.findings import Finding, error
from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks import BodiesBlock, Body
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.registries import Department, Role, System

Model = TypeVar("Model", bound=Base)


def bodies(context: Context) -> Iterator[Finding]:
    """B501 unknown parent, B502 a body that is its own superior."""
    for plan in context.project.plans.values():
        found = _bodies_of(plan)
        for body in found.values():
            if body.parent and body.parent not in found:
                yield error("B501", body.parent.mark, id=body.parent, known=", ".join(found))
        yield from _circles("B502", found, _superiors)


def registries(context: Context) -> Iterator[Finding]:
    """B503 clusters, B504 stand-ins, B505 dependencies of systems that run in a circle."""
    project = context.project
    yield from _circles("B503", project.departments, _organisers)
    yield from _circles("B504", project.roles, _stood_in_for)
    yield from _circles("B505", project.systems, _needed_systems)


def _bodies_of(plan: Plan) -> dict[str, Body]:
    """Bodies of a plan by id; of two with one id, which are reported elsewhere, the last."""
    found: dict[str, Body] = {}
    for block in plan.blocks():
        if isinstance(block, BodiesBlock):
            for body in block.bodies:
                found[str(body.id)] = body
    return found


def _superiors(body: Body) -> Iterator[str]:
    if body.parent:
        yield str(body.parent)
    for link in body.reports_to:
        yield link.id


def _organisers(department: Department) -> Iterator[str]:
    if department.cluster:
        yield department.cluster.id


def _stood_in_for(role: Role) -> Iterator[str]:
    for link in role.stands_in:
        yield link.id


def _needed_systems(system: System) -> Iterator[str]:
    for link in system.depends_on:
        yield link.id


def _circles(
    code: str, entries: Mapping[str, Model], above: Callable[[Model], Iterator[str]]
) -> Iterator[Finding]:
    """One finding of `code` for each circle. `above` gives the ids that an entry stands below."""
    graph = {id: list(above(entry)) for id, entry in entries.items()}
    for cycle in cycles(graph):
        marks = [entries[id].at for id in cycle]
        yield error(code, *marks, cycle=" → ".join((*cycle, cycle[0])))


CHECKS = (bodies, registries)
