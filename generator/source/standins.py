"""What stands in for a function of a system while it is down: the steps that do its work by hand, and the forms that replace
its screens. The plan says both where they belong (`uses:` of a step, `replaces:` of a form); here they are brought together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.source.model.form import Form
from generator.source.model.registries import Department, Function, System
from generator.source.project import Project
from generator.source.text import Link

_AT_WORK = frozenset({"activate", "respond", "end", "recover"})
"""Phases whose steps carry work: a call to the desk, or entering it later, stands in for nothing."""


@dataclass(frozen=True)
class StandIn:
    """What a department has in place of a function that it uses. Neither steps nor forms: it has nothing."""

    department: Department
    system: System
    function: Function
    use: Link
    """Where the department says that it uses the function."""
    steps: tuple[Link, ...]
    """Steps of its own posts."""
    forms: tuple[Form, ...]
    """Its own forms; those of others where it has none, such as an office that reads what wards have written."""

    @property
    def missing(self) -> bool:
        """Whether nothing stands in, and nobody has said what happens then."""
        return not self.steps and not self.forms and self.function.without is None


def stand_ins(project: Project) -> Iterator[StandIn]:
    """Every function of every system, in the order of the registries, with each department in scope that uses it."""
    steps, own = _steps(project), _own_forms(project)
    for system in project.systems.values():
        for function in system.functions:
            name = f"system:{system.id}/{function.id}"
            replacing = [form for form in project.forms.values() if any(str(link) == name for link in form.replaces)]
            for department in project.departments.values():
                use = next((link for link in department.uses if str(link) == name), None)
                if use is None or not department.in_scope:
                    continue
                mine = [form for form in replacing if str(form.id) in own[str(department.id)]]
                done = tuple(steps.get((str(department.id), name), ()))
                yield StandIn(department, system, function, use, done, tuple(mine or replacing))


def stops_with(project: Project, system: System) -> Iterator[System]:
    """Systems that stop when this one does, because they stand on it, directly or not."""
    stopped = {str(system.id)}
    while more := {
        id
        for id, other in project.systems.items()
        if id not in stopped and any(link.id in stopped for link in other.depends_on)
    }:
        stopped |= more
    yield from (other for id, other in project.systems.items() if id in stopped and id != system.id)


def _steps(project: Project) -> Mapping[tuple[str, str], list[Link]]:
    """Department and function → steps of its posts that do the function's work by hand."""
    found: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for procedure in project.procedures.values():
        for phase, step in procedure.steps():
            role = project.roles.get(step.actor.id)
            if phase in _AT_WORK and role and role.department:
                link = Link(("step",), str(procedure.id), str(step.id), step.at)
                for used in step.uses:
                    found[role.department.id, str(used)].append(link)
    return found


def _own_forms(project: Project) -> Mapping[str, set[str]]:
    """Department → ids of the forms that its posts fill or have in hand."""
    found: dict[str, set[str]] = defaultdict(set)

    def enter(role: Link, forms: Iterator[str]) -> None:
        post = project.roles.get(role.id)
        if post and post.department:
            found[post.department.id].update(forms)

    for form in project.forms.values():
        for filler in form.filled_by:
            enter(filler, iter((str(form.id),)))
    for procedure in project.procedures.values():
        for _, step in procedure.steps():
            enter(step.actor, (link.id for link in (*step.needs, *step.gives)))
    return found
