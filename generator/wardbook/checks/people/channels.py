"""Calls and notices while the telephone exchange is down: who calls and who is called have a way in
common, and every department is told. Lines that are kept free: nobody is told to ring them for
anything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wardbook.checks.context import Context, failed_with, first_of, ids_of
from wardbook.findings import Finding, warning
from wardbook.plan.model.blocks import ActivationBlock, DiscoveryBlock
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Contact, Department
from wardbook.plan.project import Project
from wardbook.plan.reach import owner_of
from wardbook.plan.text import Link

_DURING = ("detect", "activate", "respond")
"""Phases in which the systems are down."""
_TALKING = ("radio", "analogue", "mobile")
"""Ways in which one department speaks to another that has the same."""
_MESSENGER = "runner"


def end_to_end(context: Context) -> Iterator[Finding]:
    """P628: a step of a scenario in which numbers fall silent calls or tells somebody by no way
    that both have. One finding for each that a step can't reach; who says nothing of what they have
    is not asked."""
    project = context.project
    if context.lacks("department", "contact", "system"):
        return
    for procedure in project.procedures.values():
        failed = failed_with(project, ids_of(procedure.systems))
        if not _silences(project, failed):
            continue
        for phase, step in procedure.steps():
            caller = project.departments.get(owner_of(project, step.actor))
            if phase in _DURING and caller and caller.channels:
                yield from _unreached(project, step, caller, failed)


def _silences(project: Project, failed: frozenset[str]) -> bool:
    return any(failed & ids_of(one.depends_on) for one in project.contacts.values())


def _unreached(
    project: Project, step: Step, caller: Department, failed: frozenset[str]
) -> Iterator[Finding]:
    has = set(caller.channels)
    lasting = _lasting(_called(project, step.call), failed)
    if lasting and not any(_rings(has, one) for one in lasting):
        yield _finding(step, caller, step.call[0], _ways_to(lasting))
    called_by_radio = any("radio" in one.reached_from for one in lasting)
    for who in step.tell:
        told = project.departments.get(owner_of(project, who))
        if told is None or told.id == caller.id or not told.channels:
            continue
        if not _speaks(project, has, told, failed, radio=called_by_radio):
            yield _finding(step, caller, who, told.channels)


def _called(project: Project, links: Iterable[Link]) -> Iterator[Contact]:
    for link in links:
        contact = project.contacts.get(link.id)
        if contact:
            yield contact


def _numbers_of(project: Project, department: Department) -> Iterator[Contact]:
    for contact in project.contacts.values():
        if contact.department and contact.department.id == department.id:
            yield contact


def _lasting(contacts: Iterable[Contact], failed: frozenset[str]) -> list[Contact]:
    """Those of the numbers that still work."""
    found = []
    for contact in contacts:
        if not failed & ids_of(contact.depends_on):
            found.append(contact)
    return found


def _rings(has: set[str], contact: Contact) -> bool:
    """Whether one of the ways of a caller reaches a number; of a number that says nothing nobody
    knows."""
    return not contact.reached_from or not has.isdisjoint(contact.reached_from)


def _speaks(
    project: Project, has: set[str], told: Department, failed: frozenset[str], *, radio: bool
) -> bool:
    """Whether a department can be told: by a messenger, who takes word back as well, by a way that
    both have, on a number of its own. `radio`: the step calls a channel on which all radios
    listen."""
    theirs = set(told.channels)
    if _MESSENGER in theirs or _MESSENGER in has or (radio and "radio" in theirs):
        return True
    if any(way in has and way in theirs for way in _TALKING):
        return True
    return any(_rings(has, one) for one in _lasting(_numbers_of(project, told), failed))


def _ways_to(contacts: Iterable[Contact]) -> tuple[str, ...]:
    """What the numbers are reached from."""
    ways: dict[str, None] = {}
    for contact in contacts:
        ways.update(dict.fromkeys(contact.reached_from))
    return tuple(ways)


def _finding(step: Step, caller: Department, who: Link, theirs: Iterable[str]) -> Finding:
    return warning(
        "P628",
        who.mark,
        step.at,
        step=step.id,
        caller=caller.id,
        who=who.id,
        has=", ".join(caller.channels),
        theirs=", ".join(theirs),
    )


def all_told(context: Context) -> Iterator[Finding]:
    """P632: a scenario in which numbers fall silent, and departments that the chain of activation
    tells on such a number, whom none of its steps tells. Who does a step of it knows; so does a
    department with a radio, where a step speaks on a channel of radios. One finding a scenario."""
    project = context.project
    if context.lacks("department", "contact", "system"):
        return
    told_by_chain = list(_told_by_chain(project))
    for procedure in project.procedures.values():
        failed = failed_with(project, ids_of(procedure.systems))
        if not procedure.scenario or not _silences(project, failed):
            continue
        missed = []
        for department in told_by_chain:
            if _falls_silent(project, department, failed):
                if not _hears(project, procedure, department, failed):
                    missed.append(str(department.id))
        if missed:
            yield warning("P632", procedure.at, procedure=procedure.id, who=first_of(missed))


def _told_by_chain(project: Project) -> Iterator[Department]:
    """The departments that the chain of activation tells and that say what they have without the
    exchange, each once."""
    seen = set()
    for block in project.blocks():
        if not isinstance(block, ActivationBlock):
            continue
        for link in block.activation:
            for who in link.to:
                department = project.departments.get(owner_of(project, who))
                if department and department.channels and department.id not in seen:
                    seen.add(department.id)
                    yield department


def _falls_silent(project: Project, department: Department, failed: frozenset[str]) -> bool:
    """Whether the department's number on duty is dead."""
    contact = project.contacts.get(department.call.id) if department.call else None
    return contact is not None and bool(failed & ids_of(contact.depends_on))


def _hears(
    project: Project, procedure: Procedure, department: Department, failed: frozenset[str]
) -> bool:
    """Whether a step of the scenario is done by the department, tells it, or speaks to all radios
    and it has one."""
    for phase, step in procedure.steps():
        if phase not in _DURING:
            continue
        for who in (step.actor, *step.tell):
            if owner_of(project, who) == department.id:
                return True
        lasting = _lasting(_called(project, step.call), failed)
        if "radio" in department.channels and any("radio" in one.reached_from for one in lasting):
            return True
    return False


def kept_free(context: Context) -> Iterator[Finding]:
    """P629: a line that is kept for something (`only_for:`) and that all are told to ring: the
    desk, a department's duty number, the number it reports to, the one that is called about a
    fault."""
    for link in _rung_by_all(context.project):
        contact = context.project.contacts.get(link.id)
        if contact and contact.only_for:
            yield warning("P629", link.mark, contact.at, contact=contact.id)


def _rung_by_all(project: Project) -> Iterator[Link]:
    site = project.site
    links = [site.desk, site.desk_backup]
    for department in project.departments.values():
        links += [department.call, department.report_to, department.night_report_to]
    for block in project.blocks():
        if isinstance(block, DiscoveryBlock):
            links += [channel.to for channel in block.discovery]
    for link in links:
        if link:
            yield link


CHECKS = (end_to_end, all_told, kept_free)
