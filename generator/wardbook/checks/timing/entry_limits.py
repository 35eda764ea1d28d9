"""Times of back-entry: those that a plan's chapter states against those of the steps, and steps
that have none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wardbook.checks.context import Context, first_of
from wardbook.findings import Finding, info, warning
from wardbook.plan.entry_order import (
    EntryLimit,
    Node,
    department_of,
    in_order,
    limits_of,
    listed,
    step_id,
)
from wardbook.plan.model.blocks.lists import Recovery, RecoveryBlock, StatedLimit
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.scalars import Duration
from wardbook.plan.text import Link

_ALL_CLEAR = "all_clear"
"""What every stated time counts from."""


@dataclass(frozen=True)
class _Table:
    """A recovery table with the steps that it lists and their limits."""

    plan: Plan
    recovery: Recovery
    nodes: Sequence[Node]
    limits: Mapping[str, EntryLimit]


def recovery_tables(context: Context) -> Iterator[Finding]:
    """P622 a recovery table states another time than its steps; P623 it states one for steps that
    have none; P624 it lists nothing."""
    if context.lacks("procedure", "department", "role"):
        return
    for table in _tables(context):
        if not table.nodes:
            yield warning("P624", table.recovery.at, of=_named(table.recovery))
            continue
        yield from _not_entered(context, table)
        for stated in table.recovery.stated:
            yield from _judged(context, table, stated)


def without_limit(context: Context) -> Iterator[Finding]:
    """P633: a recovery table prints deadlines of some steps, and others that it lists have none,
    nor has a step that waits for them. One finding a table; where it states a time for all of them
    P623 says so."""
    if context.lacks("procedure", "department", "role"):
        return
    for table in _tables(context):
        open_ended = _unlimited(table.nodes, table.limits)
        states_all = any(stated.of is None for stated in table.recovery.stated)
        if states_all or len(open_ended) in (0, len(table.nodes)):
            continue
        marks = [node.step.at for node in open_ended]
        steps = first_of([node.id for node in open_ended])
        yield info("P633", *marks, count=len(marks), steps=steps)


def _unlimited(nodes: Iterable[Node], limits: Mapping[str, EntryLimit]) -> list[Node]:
    """The steps that have no limit, not even by a step that waits for them."""
    return [node for node in nodes if node.id not in limits]


def _tables(context: Context) -> Iterator[_Table]:
    project = context.project
    nodes = in_order(project)
    limits = limits_of(nodes)
    for plan in project.plans.values():
        for block in plan.blocks():
            if isinstance(block, RecoveryBlock):
                chosen = listed(project, block.recovery, nodes)
                yield _Table(plan, block.recovery, chosen, limits)


def _not_entered(context: Context, table: _Table) -> Iterator[Finding]:
    """Steps that a row names although nothing is entered in them."""
    entered = {node.id for node in table.nodes}
    for row in table.recovery.rows:
        for link in row.steps:
            if step_id(link) not in entered and context.project.find(link):
                yield warning("P624", link.mark, of=step_id(link))


def _named(recovery: Recovery) -> str:
    """The departments of a table as its author wrote them, or the steps of its rows."""
    if isinstance(recovery.departments, str):
        return recovery.departments
    named = [link.id for link in recovery.departments]
    named += [step_id(link) for row in recovery.rows for link in row.steps]
    return first_of(named)


def _meant(context: Context, table: _Table, of: Link | None) -> Sequence[Node]:
    """The steps of the table that a stated time is for."""
    if of is None:
        return table.nodes
    meant = []
    for node in table.nodes:
        if _is_of(context, node, of):
            meant.append(node)
    return meant


def _is_of(context: Context, node: Node, of: Link) -> bool:
    """Whether a step is the one that `of` names, or one of the department's."""
    if of.part:
        return node.id == step_id(of)
    department = department_of(context.project, node)
    return department is not None and department.id == of.id


def _judged(context: Context, table: _Table, stated: StatedLimit) -> Iterator[Finding]:
    """One stated time against the latest limit of the steps that it is for."""
    nodes = _meant(context, table, stated.of)
    if not nodes and stated.of:
        if context.project.find(stated.of):  # what is not there is R202
            yield warning("P624", stated.at, of=stated.of.id)
        return
    given = {"stated": stated.within}
    unlimited = _unlimited(nodes, table.limits)
    if unlimited:
        steps = first_of([node.id for node in unlimited])
        yield context.missing_part("P623", stated.at, model=table.plan, steps=steps, **given)
        return
    latest = _latest(table, nodes)
    if latest and latest != stated.within:
        yield context.missing_part("P622", stated.at, model=table.plan, actual=latest, **given)


def _latest(table: _Table, nodes: Sequence[Node]) -> Duration | None:
    """The latest limit of the steps that counts from the all-clear."""
    found = []
    for node in nodes:
        moment = table.limits[node.id].moment
        if moment.since == _ALL_CLEAR:
            found.append(moment.length)
    return max(found, default=None)


CHECKS = (recovery_tables, without_limit)
