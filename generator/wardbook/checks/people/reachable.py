"""Whoever is called can be reached: at night, by some number, and on lines that still work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardbook.checks.context import Context, failed_with, first_of, ids_of
from wardbook.checks.night import AtNight, all_closed_at_night, at_night, away_at_night
from wardbook.findings import Finding, Mark, error
from wardbook.plan.model.blocks import ActivationBlock, ActivationStep
from wardbook.plan.model.procedure import Step
from wardbook.plan.model.registries import Role
from wardbook.plan.project import Project, links
from wardbook.plan.reach import number_of, stand_ins_of
from wardbook.plan.text import Link

_DURING = ("detect", "activate", "respond")
"""Phases in which the systems are down."""


def chain_at_night(context: Context) -> Iterator[Finding]:
    """E401: a link of the chain of activation with neither post nor stand-in at night.

    What a department that is closed then would report or do is not missed; who proposes, orders and
    notifies is.
    """
    if all_closed_at_night(context):
        return
    for chain in _chains(context.project):
        for link in chain:
            if not _reached_at_night(context, link):
                yield context.missing_part("E401", link.by.mark, role=link.by.id)


def chain_can_be_rung(context: Context) -> Iterator[Finding]:
    """F835: somebody whom the chain of activation calls, without a number, as any stand-in."""
    if context.lacks("contact", "role", "department"):
        return
    for chain in _chains(context.project):
        for position, link in enumerate(chain):
            for who in link.to:
                is_read = not context.names_unread(who)
                if is_read and not _can_be_rung(context.project, who, chain[position + 1 :]):
                    yield context.missing_part("F835", who.mark, who=who.id)


def _chains(project: Project) -> Iterator[tuple[ActivationStep, ...]]:
    for block in project.blocks():
        if isinstance(block, ActivationBlock):
            yield block.activation


def _reached_at_night(context: Context, link: ActivationStep) -> bool:
    """Departments and bodies are not asked: their posts are, where they act."""
    named = (link.by, *link.stands_in)
    known: list[Role] = []
    for who in named:
        role = context.project.roles.get(who.id)
        if role:
            known.append(role)
    if link.step in ("report", "act") and _all_away(context, known):
        return True
    if context.lacks("role") or len(known) < len(named):
        return True
    return any(at_night(context, role) is not AtNight.NOBODY for role in known)


def _all_away(context: Context, roles: Sequence[Role]) -> bool:
    for role in roles:
        if not away_at_night(context, role):
            return False
    return bool(roles)


def _can_be_rung(project: Project, who: Link, rest: Sequence[ActivationStep]) -> bool:
    """Whether `who` or a stand-in has a number: of the post, or of its link in the chain.

    `rest` are the links of the chain after the one that calls.
    """
    candidates = [who, *stand_ins_of(project, who)]
    for step in rest:
        if str(step.by) == str(who):
            candidates += step.stands_in
    for candidate in candidates:
        contact = number_of(project, candidate)
        if contact and contact.number:
            return True
    return False


def numbers_known(context: Context) -> Iterator[Finding]:
    """E410: entries of the register of numbers without a number, as one finding."""
    unknown: dict[str, Mark] = {}
    for id, contact in context.project.contacts.items():
        if not contact.number:
            unknown[id] = contact.at
    if unknown:
        yield context.missing_part("E410", *unknown.values(), contacts=first_of(list(unknown)))


def numbers_work(context: Context) -> Iterator[Finding]:
    """P615: a step whose numbers all fail with the scenario's systems, or with what these carry."""
    project = context.project
    for procedure in project.procedures.values():
        failed = failed_with(project, ids_of(procedure.systems))
        if not failed:
            continue
        for phase, step in procedure.steps():
            if phase in _DURING:
                yield from _dead_numbers(project, step, failed)


def _dead_numbers(project: Project, step: Step, failed: frozenset[str]) -> Iterator[Finding]:
    called = _called(step)
    silencing: set[str] = set()
    for link in called:
        contact = project.contacts.get(link.id)
        if contact is None:
            return
        down = failed & ids_of(contact.depends_on)
        if not down:
            return
        silencing |= down
    if called:
        systems = ", ".join(sorted(silencing))
        yield error("P615", called[0].mark, step.at, step=step.id, systems=systems)


def _called(step: Step) -> list[Link]:
    """Contacts that a step calls, in its field and in its words."""
    called = list(step.call)
    for link in links(step.do):
        if link.kinds == ("contact",):
            called.append(link)
    return called


CHECKS = (chain_at_night, chain_can_be_rung, numbers_known, numbers_work)
