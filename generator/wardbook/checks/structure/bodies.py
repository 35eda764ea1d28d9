"""Trees that must be trees: bodies, clusters of departments, stand-ins, systems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from wardbook.checks.context import Context, cycles
from wardbook.findings import Finding, Mark, error
from wardbook.plan.model.blocks import BodiesBlock, Body


def bodies(context: Context) -> Iterator[Finding]:
    """B501 unknown parent, B502 a body that is its own superior."""
    for plan in context.project.plans.values():
        found = {
            str(body.id): body for block in plan.blocks() if isinstance(block, BodiesBlock) for body in block.bodies
        }
        for body in found.values():
            if body.parent and body.parent not in found:
                yield error("B501", body.parent.mark, id=body.parent, known=", ".join(found))
        graph = {id: list(_above(body)) for id, body in found.items()}
        yield from _cyclic("B502", graph, {id: body.at for id, body in found.items()})


def _above(body: Body) -> Iterator[str]:
    if body.parent:
        yield str(body.parent)
    yield from (link.id for link in body.reports_to)


def registries(context: Context) -> Iterator[Finding]:
    """B503 clusters, B504 stand-ins, B505 dependencies of systems that run in a circle."""
    project = context.project
    clusters = {id: [it.cluster.id] if it.cluster else [] for id, it in project.departments.items()}
    yield from _cyclic("B503", clusters, {id: it.at for id, it in project.departments.items()})
    stand_ins = {id: [link.id for link in it.stands_in] for id, it in project.roles.items()}
    yield from _cyclic("B504", stand_ins, {id: it.at for id, it in project.roles.items()})
    systems = {id: [link.id for link in it.depends_on] for id, it in project.systems.items()}
    yield from _cyclic("B505", systems, {id: it.at for id, it in project.systems.items()})


def _cyclic(code: str, graph: Mapping[str, Iterable[str]], marks: Mapping[str, Mark]) -> Iterator[Finding]:
    for cycle in cycles(graph):
        yield error(code, *(marks[node] for node in cycle if node in marks), cycle=" → ".join((*cycle, cycle[0])))


RULES = (bodies, registries)
