"""What stands in for a function of a system while it is down: the steps that do its work by hand, and the forms that replace
its screens. The plan says both where they belong (`uses:` of a step, `replaces:` of a form); here they are brought together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from wardbook.plan.model.form import Form
from wardbook.plan.model.registries import Department, Function, System
from wardbook.plan.project import Project
from wardbook.plan.text import Link

SLOW = "degraded"
"""The scenario for systems that are up, but slow."""

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
    slow: tuple[Link, ...]
    """Steps of its own posts while the system is up, but slow."""
    forms: tuple[Form, ...]
    """Its own forms; those of others where it has none, such as an office that reads what wards have written."""

    @property
    def missing(self) -> bool:
        """Whether nothing stands in, and nobody has said what happens then."""
        return not self.steps and not self.forms and self.function.without is None


def stand_ins(project: Project) -> Iterator[StandIn]:
    """Every function of every system, in the order of the registries, with each department in scope that uses it."""
    steps, slow, own = _steps(project, slow=False), _steps(project, slow=True), _own_forms(project)
    for system in project.systems.values():
        for function in system.functions:
            name = f"system:{system.id}/{function.id}"
            replacing = [
                form
                for form in project.forms.values()
                if any(str(link) == name for link in form.replaces)
            ]
            for department in project.departments.values():
                use = next((link for link in department.uses if str(link) == name), None)
                if use is None or not department.in_scope:
                    continue
                mine = [form for form in replacing if str(form.id) in own[str(department.id)]]
                done, slowly = (
                    tuple(some.get((str(department.id), name), ())) for some in (steps, slow)
                )
                yield StandIn(
                    department, system, function, use, done, slowly, tuple(mine or replacing)
                )


def stopped(project: Project, systems: Iterable[str]) -> frozenset[str]:
    """Ids of the systems that are down when `systems` are, because they are it or stand on one of them."""
    down = set(systems)
    while more := {
        str(id)
        for id, system in project.systems.items()
        if id not in down and any(link.id in down for link in system.depends_on)
    }:
        down |= more
    return frozenset(down)


def fallen_without(project: Project, link: Link) -> frozenset[str]:
    """Systems any of which takes a step away when it is down: those that it works by, those that silence every number that it
    calls, and what these stand on."""
    found = project.step(link)
    step = found[1] if found else None
    if step is None:
        return frozenset()
    silent = [
        _below(project, contact.depends_on)
        for id in step.call
        if (contact := project.contacts.get(id.id))
    ]
    return _below(project, step.through) | (
        frozenset.intersection(*silent) if silent else frozenset()
    )


def unanswered(project: Project, one: StandIn) -> tuple[str, ...]:
    """Systems whose outage besides takes every step of a stand-in away, where no form is left and the function does not say
    what then."""
    if one.forms or not one.steps:
        return ()
    all_of = frozenset.intersection(*(fallen_without(project, link) for link in one.steps))
    said = [{link.id for link in it.down_with} for it in one.function.together]
    answered = {id for id in all_of if any(systems <= stopped(project, (id,)) for systems in said)}
    left = all_of - answered - {str(one.system.id)}
    return nearest(project, left)


def nearest(project: Project, systems: frozenset[str]) -> tuple[str, ...]:
    """Of systems that stand on one another those on top, which people know: the telephone, not the mains."""
    return tuple(
        id
        for id in project.systems
        if id in systems and not (stopped(project, (id,)) - {id}) & systems
    )


def _below(project: Project, links: Iterable[Link]) -> frozenset[str]:
    """Systems with everything that they stand on."""
    found: set[str] = set()
    waiting = [link.id for link in links]
    while waiting:
        id = waiting.pop()
        system = project.systems.get(id)
        if system and id not in found:
            found.add(id)
            waiting += [link.id for link in system.depends_on]
    return frozenset(found)


def stops_with(project: Project, system: System) -> Iterator[System]:
    """Systems that stop when this one does, because they stand on it, directly or not."""
    down = stopped(project, (str(system.id),))
    yield from (other for id, other in project.systems.items() if id in down and id != system.id)


def _steps(project: Project, *, slow: bool) -> Mapping[tuple[str, str], list[Link]]:
    """Department and function → steps of its posts that do the function's work by hand, or those for slow systems."""
    found: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for procedure in (
        one for one in project.procedures.values() if (str(one.scenario) == SLOW) is slow
    ):
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
