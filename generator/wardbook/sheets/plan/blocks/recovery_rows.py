"""The rows of a recovery table: who enters what, after what and by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wardbook.plan.entry_order import (
    PHASE,
    EntryLimit,
    Node,
    department_of,
    gates_of,
    in_order,
    limits_of,
    listed,
    step_id,
)
from wardbook.plan.model.blocks.lists import EntryRow, Recovery
from wardbook.plan.timeline import Moment
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.tables import Row, words_alone
from wardbook.sheets.procedures.moments import by_moment, deadline, open_limit
from wardbook.sheets.sheet import Prose, Span


@dataclass(frozen=True)
class _Order:
    """The steps of back-entry that the audience sees, by `procedure/step`, each with its gate and
    perhaps its limit."""

    nodes: Mapping[str, Node]
    gates: Mapping[str, int]
    limits: Mapping[str, EntryLimit]

    def named_by(self, row: EntryRow) -> list[Node]:
        """The steps of a row, in its own order."""
        found = []
        for link in row.steps:
            if step_id(link) in self.nodes:
                found.append(self.nodes[step_id(link)])
        return found

    def last_limit(self, nodes: Sequence[Node]) -> Moment | None:
        """By when all of the steps are in; None where one of them has no limit, or where they count
        from different moments."""
        moments = []
        for node in nodes:
            if node.id not in self.limits:
                return None
            moments.append(self.limits[node.id].moment)
        if len({moment.since for moment in moments}) > 1:
            return None
        return max(moments, key=lambda moment: moment.minutes)


def recovery_rows(localizer: Localizer, recovery: Recovery) -> list[Row]:
    """Cells of each row: order, who, what, after what, by when; in the order of the gates.

    What the table says in its own words comes first at its gate, then the steps that no row of
    its own names.
    """
    nodes = in_order(localizer.project)
    order = _Order({node.id: node for node in nodes}, gates_of(nodes), limits_of(nodes))
    rows: list[tuple[int, Row]] = []
    named: set[str] = set()
    for row in recovery.rows:
        together = order.named_by(row)
        named.update(node.id for node in together)
        if together:
            gate = min(order.gates[node.id] for node in together)
            rows.append((gate, _of_several(localizer, row, together, order)))
    for node in listed(localizer.project, recovery, nodes):
        if node.id not in named:
            rows.append((order.gates[node.id], _of_one(localizer, node, order)))
    rows.sort(key=lambda row: row[0])
    return [row for _, row in rows]


def _of_one(localizer: Localizer, node: Node, order: _Order) -> Row:
    who: Prose = ((Span(localizer.name(node.step.actor)),),)
    department = department_of(localizer.project, node)
    if department:
        who = (*who, (Span(localizer.words(department.name)),))
    return (
        str(order.gates[node.id]),
        who,
        (*localizer.prose(node.step.do, within=node.procedure), localizer.spans(node.link)),
        (localizer.row(node.step.after, within=node.procedure),),
        _entered_by(localizer, node, order),
    )


def _entered_by(localizer: Localizer, node: Node, order: _Order) -> Prose:
    """By when a step is in: its own limit, or that of the step that waits for it, which is
    named. A place to write it where neither says it."""
    limit = order.limits.get(node.id)
    if limit is None or limit.awaiting is None:
        said = deadline(localizer, PHASE, node.step)
        return words_alone(said or open_limit(localizer, [node.id], order.limits))
    before = localizer.say("recovery_before", limit=by_moment(localizer, limit.moment))
    return ((Span(before), *localizer.spans(limit.awaiting.link)),)


def _of_several(localizer: Localizer, row: EntryRow, nodes: Sequence[Node], order: _Order) -> Row:
    """A row in the plan's words: it waits for what any of its steps waits for, and is due when the
    last of them is."""
    gates = sorted({order.gates[node.id] for node in nodes})
    limit = order.last_limit(nodes)
    due = open_limit(localizer, [node.id for node in nodes], order.limits)
    who = list(dict.fromkeys(_owner(localizer, node) for node in nodes))
    others = [name for name in _awaited(localizer, nodes, order) if name not in who]
    return (
        "–".join(map(str, dict.fromkeys((gates[0], gates[-1])))),
        tuple((Span(name),) for name in who),
        (*localizer.prose(row.text), localizer.row([node.link for node in nodes])),
        localizer.say("list_join").join(others),
        by_moment(localizer, limit) if limit else due,
    )


def _owner(localizer: Localizer, node: Node) -> str:
    """The department whose step it is; of a step without one, the post."""
    department = department_of(localizer.project, node)
    if department:
        return localizer.words(department.name)
    return localizer.name(node.step.actor)


def _awaited(localizer: Localizer, nodes: Sequence[Node], order: _Order) -> list[str]:
    """Whose steps have to be in before these, each department once."""
    found: dict[str, None] = {}
    for node in nodes:
        for link in node.awaited:
            awaited = order.nodes.get(step_id(link))
            if awaited:
                found[_owner(localizer, awaited)] = None
    return list(found)
