"""The chains of activation: who calls whom when an emergency is declared."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model.blocks import ActivationBlock, ActivationStep
from wardbook.plan.model.plan import Plan
from wardbook.plan.once_a_project import once_a_project
from wardbook.plan.project import Project
from wardbook.plan.reach import owner_of
from wardbook.plan.text import Link
from wardbook.sheets.plan_facts import in_order


def chains(project: Project) -> Iterator[tuple[Plan, tuple[ActivationStep, ...]]]:
    """The chains of activation, each with its plan."""
    for plan in in_order(project.plans):
        for block in plan.blocks():
            if isinstance(block, ActivationBlock):
                yield plan, block.activation


@once_a_project
def commanders(project: Project) -> tuple[str, ...]:
    """Departments (or posts without one) that call others, by id, each once.

    They are whoever answers the desk, where there is one, and the callers of the chains.
    """
    callers = []
    if project.site.desk:
        callers.append(owner_of(project, project.site.desk))
    for _, chain in chains(project):
        for link in chain:
            callers.append(owner_of(project, link.by))
    return tuple(dict.fromkeys(callers))


def told_by_chains(project: Project) -> set[str]:
    """Departments that the chains of activation call, by id."""
    told = set()
    for _, chain in chains(project):
        for link in chain:
            for who in link.to:
                told.add(owner_of(project, who))
    return told


def links_after(
    chain: tuple[ActivationStep, ...], link: ActivationStep, who: Link
) -> tuple[ActivationStep, ...]:
    """The links that `who` is to make after this one.

    Their stand-ins are called when `who` is not reached.
    """
    rest = chain[chain.index(link) + 1 :]
    return tuple(other for other in rest if str(other.by) == str(who))
