"""The order of back-entry: its steps and what each waits for.

A gate holds the steps that may be entered at one time; the gates open one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from wardbook.plan.model.blocks.lists import Recovery
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Department
from wardbook.plan.once_a_project import once_a_project
from wardbook.plan.project import Project
from wardbook.plan.reach import owner_of
from wardbook.plan.text import Link
from wardbook.plan.timeline import Moment, due

PHASE = "back_entry"


@dataclass(frozen=True)
class Node:
    """A step of the back-entry graph and the procedure that it stands in."""

    procedure: Procedure
    step: Step

    @property
    def id(self) -> str:
        """`procedure/step`."""
        return f"{self.procedure.id}/{self.step.id}"

    @property
    def link(self) -> Link:
        """The reference that leads to the step."""
        return Link(("step",), str(self.procedure.id), str(self.step.id), self.step.at)

    @property
    def awaited(self) -> Iterator[Link]:
        """The steps that it waits for, each with its procedure."""
        for link in self.step.after:
            yield replace(link, id=link.id or str(self.procedure.id))


@once_a_project
def in_order(project: Project) -> tuple[Node, ...]:
    """Every back-entry step, each after those that it waits for.

    Otherwise in the order of departments and files. Steps that wait for each other in a circle,
    which `check` refuses, come as they are found.
    """
    nodes = {node.id: node for node in _nodes(project)}
    placed: dict[str, Node] = {}
    begun: set[str] = set()
    for node in nodes.values():
        waiting = [node]
        while waiting:  # a stack of our own: a long chain exhausts no recursion
            last = waiting[-1]
            begun.add(last.id)
            awaited = _first_awaited(last, nodes, begun)
            if awaited:
                waiting.append(awaited)
                continue
            waiting.pop()
            placed.setdefault(last.id, last)
    return tuple(placed.values())


def _first_awaited(node: Node, nodes: Mapping[str, Node], begun: Set[str]) -> Node | None:
    """The first of the steps that a step waits for that nobody has begun to place."""
    for link in node.awaited:
        awaited = nodes.get(step_id(link))
        if awaited and awaited.id not in begun:
            return awaited
    return None


def gates_of(nodes: Iterable[Node]) -> Mapping[str, int]:
    """Step → its gate, from 1: the first behind the gates of all steps that it waits for.

    `nodes` are in their order.
    """
    gates: dict[str, int] = {}
    for node in nodes:
        last = 0
        for link in node.awaited:
            last = max(last, gates.get(step_id(link), 0))
        gates[node.id] = last + 1
    return gates


def step_id(link: Link) -> str:
    """`procedure/step` of a link to a step with its procedure."""
    return f"{link.id}/{link.part}"


@dataclass(frozen=True)
class EntryLimit:
    """By when a step has to be in."""

    moment: Moment
    awaiting: Node | None = None
    """The step that waits for it and sets the limit; None where the step says it itself."""


def limits_of(nodes: Sequence[Node]) -> Mapping[str, EntryLimit]:
    """Step → by when it has to be in: by its own limit, or by that of a step that waits for it,
    whichever comes first. Steps that neither limits are left out.

    `nodes` are in their order. Limits that count from different moments are not compared: a step
    keeps its own.
    """
    limits: dict[str, EntryLimit] = {}
    for node in nodes:
        own = due(PHASE, node.step)
        if own:
            limits[node.id] = EntryLimit(own)
    for node in reversed(nodes):
        limit = limits.get(node.id)
        if limit is None:
            continue
        for link in node.awaited:
            before = limits.get(step_id(link))
            if before is None or _is_sooner(limit.moment, before.moment):
                limits[step_id(link)] = EntryLimit(limit.moment, limit.awaiting or node)
    return limits


def _is_sooner(one: Moment, other: Moment) -> bool:
    return one.since == other.since and one.minutes < other.minutes


def listed(project: Project, recovery: Recovery, nodes: Iterable[Node]) -> list[Node]:
    """Those of the steps that a recovery table lists, in order: of its departments and rows, or
    all."""
    if isinstance(recovery.departments, str):
        return list(nodes)
    wanted = {link.id for link in recovery.departments}
    named = {step_id(link) for row in recovery.rows for link in row.steps}
    found = []
    for node in nodes:
        department = department_of(project, node)
        if node.id in named or (department and department.id in wanted):
            found.append(node)
    return found


def department_of(project: Project, node: Node) -> Department | None:
    """The department of the procedure; of a scenario's step, that of the post."""
    link = node.procedure.department
    if link:
        return project.departments.get(link.id)
    return project.departments.get(owner_of(project, node.step.actor))


def _nodes(project: Project) -> Iterable[Node]:
    """Steps in the order of the registry of departments, then those of scenarios."""
    places = {id: at for at, id in enumerate(project.departments)}

    def place(procedure: Procedure) -> int:
        link = procedure.department
        if not link:
            return len(places)
        return places.get(link.id, len(places))

    for procedure in sorted(project.procedures.values(), key=place):
        for phase, step in procedure.steps():
            if phase == PHASE:
                yield Node(procedure, step)
