"""What stands in for a function of a system while it is down: the steps that do its work by hand,
and the forms that replace its screens. The plan says both where they belong (`uses:` of a step,
`replaces:` of a form); here they are brought together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wardbook.plan.model.form import Form
from wardbook.plan.model.procedure import Procedure
from wardbook.plan.model.registries import Department, Function, System
from wardbook.plan.once_a_project import once_a_project
from wardbook.plan.project import Project
from wardbook.plan.reach import owner_of
from wardbook.plan.text import Link

SLOW = "degraded"
"""The scenario for systems that are up, but slow."""

_AT_WORK = frozenset({"activate", "respond", "end", "recover"})
"""Phases whose steps carry work: a call to the desk, or entering it later, stands in for
nothing."""


@dataclass(frozen=True)
class StandIn:
    """What a department has in place of a function that it uses. Neither steps nor forms: it has
    nothing."""

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
    """Its own forms, in the order in which its steps use them; those of others where it has none,
    such as an office that reads what wards have written."""

    @property
    def missing(self) -> bool:
        """Whether nothing stands in, and nobody has said what happens then."""
        return not self.steps and not self.forms and self.function.without is None


@once_a_project
def stand_ins(project: Project) -> tuple[StandIn, ...]:
    """Every function of every system, in the order of the registries, with each department in
    scope that uses it, and others that do steps for it: Security, which opens the doors by key."""
    return tuple(_stand_ins(project))


@once_a_project
def stand_ins_by_department(project: Project) -> Mapping[str, Sequence[StandIn]]:
    """The same by the ids of the departments; those without any are missing."""
    found: dict[str, list[StandIn]] = defaultdict(list)
    for stand_in in stand_ins(project):
        found[str(stand_in.department.id)].append(stand_in)
    return dict(found)


def _stand_ins(project: Project) -> Iterator[StandIn]:
    steps, slow = _steps(project, slow=False), _steps(project, slow=True)
    own = _own_forms(project)
    replacing, uses = _replacing(project), _uses(project)
    for system in project.systems.values():
        for function in system.functions:
            name = f"system:{system.id}/{function.id}"
            for department in project.departments.values():
                department_id = str(department.id)
                use, own_steps = uses.get((department_id, name)), steps.get((department_id, name))
                if use is None or not (department.in_scope or own_steps):
                    continue
                yield StandIn(
                    department,
                    system,
                    function,
                    use,
                    steps=tuple(own_steps or ()),
                    slow=tuple(slow.get((department_id, name), ())),
                    forms=_own_first(replacing.get(name, ()), own.get(department_id, ())),
                )


def _replacing(project: Project) -> Mapping[str, list[Form]]:
    """Function, written as a link is → forms that replace its screens."""
    found: dict[str, list[Form]] = defaultdict(list)
    for form in project.forms.values():
        for name in dict.fromkeys(map(str, form.replaces)):
            found[name].append(form)
    return found


def _uses(project: Project) -> Mapping[tuple[str, str], Link]:
    """(department, function) → where the department says that it uses the function."""
    found: dict[tuple[str, str], Link] = {}
    for department in project.departments.values():
        for link in department.uses:
            found.setdefault((str(department.id), str(link)), link)
    return found


def _own_first(forms: Sequence[Form], own: Iterable[str]) -> tuple[Form, ...]:
    """Those of `forms` whose ids are among `own`, in its order; all of them when none is."""
    places = {id: place for place, id in enumerate(own)}
    mine = [form for form in forms if str(form.id) in places]
    mine.sort(key=lambda form: places[str(form.id)])
    return tuple(mine or forms)


def stopped(project: Project, systems: Iterable[str]) -> frozenset[str]:
    """Ids of the systems that are down when `systems` are, because they are it or stand on one of
    them."""
    down = set(systems)
    more = _standing_on(project, down)
    while more:
        down |= more
        more = _standing_on(project, down)
    return frozenset(down)


def _standing_on(project: Project, down: set[str]) -> set[str]:
    """Ids of the systems that stand directly on one of `down` and are not among them."""
    found = set()
    for system_id, system in project.systems.items():
        if system_id not in down and down & _ids(system.depends_on):
            found.add(str(system_id))
    return found


def _ids(links: Iterable[Link]) -> set[str]:
    return {link.id for link in links}


def fallen_without(project: Project, link: Link) -> frozenset[str]:
    """Systems any of which takes a step away when it is down: those that it works by, those that
    silence every number that it calls, and what these stand on."""
    found = project.step(link)
    if found is None:
        return frozenset()
    _, step = found
    return _below(project, step.through) | _silencing(project, step.call)


def _silencing(project: Project, called: Iterable[Link]) -> frozenset[str]:
    """Systems each of which silences every known number of `called`; empty when none is known."""
    of_each = []
    for link in called:
        contact = project.contacts.get(link.id)
        if contact:
            of_each.append(_below(project, contact.depends_on))
    if not of_each:
        return frozenset()
    return frozenset.intersection(*of_each)


def unanswered(project: Project, stand_in: StandIn) -> tuple[str, ...]:
    """Systems whose outage besides takes every step of a stand-in away, where no form is left and
    the function does not say what then."""
    if stand_in.forms or not stand_in.steps:
        return ()
    all_of = frozenset.intersection(*(fallen_without(project, link) for link in stand_in.steps))
    left = all_of - _answered(project, stand_in.function, all_of) - {str(stand_in.system.id)}
    return nearest(project, left)


def _answered(project: Project, function: Function, systems: frozenset[str]) -> set[str]:
    """Those of `systems` for whose outage besides the function says what is done then."""
    found = set()
    for together in function.together:
        said = _ids(together.down_with)
        for system in systems:
            if said <= stopped(project, (system,)):
                found.add(system)
    return found


def nearest(project: Project, systems: frozenset[str]) -> tuple[str, ...]:
    """Of systems that stand on one another those on top, which people know: the telephone, not the
    mains."""
    found = []
    for system_id in project.systems:
        if system_id not in systems:
            continue
        above = stopped(project, (system_id,)) - {system_id}
        if not above & systems:
            found.append(system_id)
    return tuple(found)


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
    for other_id, other in project.systems.items():
        if other_id in down and other_id != system.id:
            yield other


def _steps(project: Project, *, slow: bool) -> Mapping[tuple[str, str], list[Link]]:
    """(department, function) → steps of its posts that do the function's work by hand, or with
    `slow` those for systems that are up, but slow."""
    found: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for procedure in project.procedures.values():
        if (str(procedure.scenario) == SLOW) is not slow:
            continue
        for phase, step in procedure.steps():
            department = owner_of(project, step.actor)
            if phase in _AT_WORK and department in project.departments:
                link = Link(("step",), str(procedure.id), str(step.id), step.at)
                for used in step.uses:
                    found[department, str(used)].append(link)
    return found


def _own_forms(project: Project) -> Mapping[str, tuple[str, ...]]:
    """Department → ids of the forms that its posts have in hand, in the order of its own steps, of
    its steps in scenarios, and then those that it only fills."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for procedure in sorted(project.procedures.values(), key=_is_scenario):
        for _, step in procedure.steps():
            for link in (*step.needs, *step.gives):
                found[owner_of(project, step.actor)].setdefault(link.id)
    for form in project.forms.values():
        for filler in form.filled_by:
            found[owner_of(project, filler)].setdefault(str(form.id))
    return {department: tuple(forms) for department, forms in found.items()}


def _is_scenario(procedure: Procedure) -> bool:
    return procedure.department is None
