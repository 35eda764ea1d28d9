"""The order of back-entry: its steps and what each waits for.

A gate holds the steps that may be entered at one time; the gates open one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Department
from wardbook.plan.reach import owner_of
from wardbook.plan.text import Link
from wardbook.sheets.localizer import Localizer

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


def in_order(localizer: Localizer) -> list[Node]:
    """Every back-entry step, each after those that it waits for.

    Otherwise in the order of departments and files. `check` has refused cycles.
    """
    nodes = {node.id: node for node in _nodes(localizer)}
    placed: dict[str, Node] = {}

    def place(node: Node) -> None:
        if node.id in placed:
            return
        for link in node.awaited:
            awaited = nodes.get(step_id(link))
            if awaited:
                place(awaited)
        placed[node.id] = node

    for node in nodes.values():
        place(node)
    return list(placed.values())


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


def department_of(localizer: Localizer, node: Node) -> Department | None:
    """The department of the procedure; of a scenario's step, that of the post."""
    project, link = localizer.project, node.procedure.department
    if link:
        return project.departments.get(link.id)
    return project.departments.get(owner_of(project, node.step.actor))


def _nodes(localizer: Localizer) -> Iterable[Node]:
    """Steps in the order of the registry of departments, then those of scenarios."""
    places = {id: at for at, id in enumerate(localizer.project.departments)}

    def place(procedure: Procedure) -> int:
        link = procedure.department
        if not link:
            return len(places)
        return places.get(link.id, len(places))

    for procedure in sorted(localizer.project.procedures.values(), key=place):
        for phase, step in procedure.steps():
            if phase == PHASE:
                yield Node(procedure, step)
