"""The coordinator's sheet: one page, a row for each department that enters something and a column for each gate.

What each step is, with its forms, who checks and what is compared, stands on the list of all and on each department's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from wardbook.plan.model.registries import Department
from wardbook.plan.text import Link
from wardbook.sheets import sheet_ids
from wardbook.sheets.forms.entry_order import Node, department_of, gates_of, in_order, step_id
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.procedures import deadline, start_words
from wardbook.sheets.sheet import CODE_LETTERS, Line, Sheet, SheetKey, SheetKind, Span
from wardbook.sheets.view import view


@view("GateRow")
class GateRow:
    """What one department ticks, gate by gate, and signs."""

    name: str
    cells: tuple[tuple[Span, ...], ...]
    """For each gate its steps: the number in the department's procedure; a step of a scenario with the scenario's code."""


@view("Cluster")
class Cluster:
    """Departments that sign off, and who countersigns for them (empty: nobody stands above them)."""

    office: str
    head: str
    rows: tuple[GateRow, ...]


@view("CoordinationView")
class CoordinationView:
    """What whoever coordinates back-entry ticks off."""

    title: str
    intro: str
    opening: Line
    """Steps before back-entry that its steps wait for."""
    gates: tuple[int, ...]
    """Steps behind one gate may run side by side: each waits only for steps of gates before."""
    clusters: tuple[Cluster, ...]
    deadlines: tuple[Line, ...]


def coordination_sheet(localizer: Localizer) -> Sheet | None:
    """The sheet; None where nothing is entered afterwards."""
    nodes = in_order(localizer)
    if not nodes:
        return None
    title = localizer.say("title_coordination")
    view = CoordinationView(
        title=title,
        intro=localizer.say("coordination_intro", list=CODE_LETTERS[SheetKind.BACK_ENTRY]),
        opening=localizer.row(_opening(nodes)),
        gates=tuple(sorted(set(gates_of(nodes).values()))),
        clusters=tuple(_clusters(localizer, nodes)),
        deadlines=tuple(_deadlines(localizer, nodes)),
    )
    key = SheetKey(sheet_ids.COORDINATION, localizer.language, localizer.project.audience)
    code = CODE_LETTERS[SheetKind.COORDINATION]
    return Sheet(key, SheetKind.COORDINATION, code, title, view, source=nodes[0].procedure.at)


def _opening(nodes: Sequence[Node]) -> Iterator[Link]:
    own = {node.id for node in nodes}
    return (link for node in nodes for link in node.awaited if step_id(link) not in own)


def _clusters(localizer: Localizer, nodes: Sequence[Node]) -> Iterator[Cluster]:
    """Departments that enter something, by the department that organises them; first those that nobody does."""
    gates = gates_of(nodes)
    entering: dict[str, list[Node]] = {}
    for node in nodes:
        department = department_of(localizer, node)
        entering.setdefault(department.id if department else "", []).append(node)
    organised: dict[str, list[GateRow]] = {}
    for id, department in localizer.project.departments.items():
        if id in entering:
            office = department.cluster.id if department.cluster else ""
            organised.setdefault(office, []).append(
                _row(localizer, localizer.words(department.name), entering[id], gates)
            )
    if "" in entering:
        nobody = localizer.names(node.step.actor for node in entering[""])
        organised.setdefault("", []).append(_row(localizer, nobody, entering[""], gates))
    for id in sorted(organised, key=lambda id: id != ""):
        yield _cluster(localizer, localizer.project.departments.get(id), organised[id])


def _cluster(localizer: Localizer, office: Department | None, rows: Sequence[GateRow]) -> Cluster:
    return Cluster(
        office=localizer.words(office.name) if office else "",
        head=localizer.name(office.head) if office else "",
        rows=tuple(rows),
    )


def _row(
    localizer: Localizer, name: str, nodes: Sequence[Node], gates: Mapping[str, int]
) -> GateRow:
    columns = sorted(set(gates.values()))
    return GateRow(
        name,
        tuple(
            tuple(_cited(localizer, node) for node in nodes if gates[node.id] == gate)
            for gate in columns
        ),
    )


def _cited(localizer: Localizer, node: Node) -> Span:
    cited = localizer.runs(node.link)[0]
    if node.procedure.department:
        return replace(cited, text=str(node.procedure.number_of(str(node.step.id))))
    return cited


def _deadlines(localizer: Localizer, nodes: Sequence[Node]) -> Iterator[Line]:
    """Steps with a deadline; counted from the all-clear, unless the step says from when."""
    for node in nodes:
        start = start_words(localizer, str(node.step.start)) if node.step.start else ""
        said = " ".join(filter(None, (start, deadline(localizer, node.step))))
        if said:
            yield (
                localizer.runs(node.link)[0],
                Span(localizer.say("coordination_limit", limit=said)),
            )
