"""The coordinator's sheet: one page, a row for each department and a column for each gate.

Its departments are those that enter something. What each step is, with its forms, who checks and
what is compared, stands on the list of all and on each department's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from wardbook.plan.entry_order import (
    PHASE,
    Node,
    department_of,
    gates_of,
    in_order,
    step_id,
)
from wardbook.plan.model.registries import Department
from wardbook.plan.text import Link
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import maker_of_one, the_sheet
from wardbook.sheets.procedures.moments import deadline, start_words
from wardbook.sheets.sheet import Line, Sheet, Span
from wardbook.sheets.view import view


@view("GateRow")
class GateRow:
    """What one department ticks, gate by gate, and signs."""

    name: str
    cells: tuple[tuple[Span, ...], ...]
    """For each gate its steps: the number in the department's procedure.

    A step of a scenario has the scenario's code with it.
    """


@view("Cluster")
class Cluster:
    """Departments that sign off, and who countersigns for them.

    Office and head are empty where nobody stands above them.
    """

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
    """The sheet; None where nothing is entered afterwards, or by one department alone."""
    nodes = in_order(localizer.project)
    if len(_by_department(localizer, nodes)) < 2:
        return None
    title = localizer.say("title_coordination")
    view = CoordinationView(
        title=title,
        intro=localizer.say("coordination_intro", list=SheetKind.BACK_ENTRY.value.letter),
        opening=localizer.row(_opening(nodes)),
        gates=tuple(sorted(set(gates_of(nodes).values()))),
        clusters=tuple(_clusters(localizer, nodes)),
        deadlines=tuple(_deadlines(localizer, nodes)),
    )
    source = nodes[0].procedure.at
    return the_sheet(localizer, SheetKind.COORDINATION, title, view, source=source)


def _opening(nodes: Sequence[Node]) -> Iterator[Link]:
    """Steps that back-entry waits for and that are none of its own."""
    own = {node.id for node in nodes}
    for node in nodes:
        for link in node.awaited:
            if step_id(link) not in own:
                yield link


def _clusters(localizer: Localizer, nodes: Sequence[Node]) -> Iterator[Cluster]:
    """Departments that enter something, by the department that organises them.

    First those that nobody organises.
    """
    departments = localizer.project.departments
    organised = _rows_by_office(localizer, nodes)
    # A stable sort: the empty id first, the others as they were found.
    for id in sorted(organised, key=bool):
        yield _cluster(localizer, departments.get(id), organised[id])


def _rows_by_office(localizer: Localizer, nodes: Sequence[Node]) -> Mapping[str, Sequence[GateRow]]:
    """Rows by the id of the department that organises theirs; empty where none does.

    Steps of posts without a department make one row, behind the others that nobody organises.
    """
    gates = gates_of(nodes)
    entering = _by_department(localizer, nodes)
    organised: dict[str, list[GateRow]] = defaultdict(list)
    for id, department in localizer.project.departments.items():
        if id in entering:
            office = ""
            if department.cluster:
                office = department.cluster.id
            name = localizer.words(department.name)
            organised[office].append(_row(localizer, name, entering[id], gates=gates))
    if "" in entering:
        name = localizer.names(node.step.actor for node in entering[""])
        organised[""].append(_row(localizer, name, entering[""], gates=gates))
    return organised


def _by_department(localizer: Localizer, nodes: Sequence[Node]) -> Mapping[str, Sequence[Node]]:
    """Steps by the id of the department that makes them; empty for posts without one."""
    entering: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        id = ""
        department = department_of(localizer.project, node)
        if department:
            id = str(department.id)
        entering[id].append(node)
    return entering


def _cluster(localizer: Localizer, office: Department | None, rows: Sequence[GateRow]) -> Cluster:
    if office is None:
        return Cluster("", "", tuple(rows))
    return Cluster(localizer.words(office.name), localizer.name(office.head), tuple(rows))


def _row(
    localizer: Localizer, name: str, nodes: Sequence[Node], *, gates: Mapping[str, int]
) -> GateRow:
    """What one department ticks; `gates` are the numbers of the gates by the step's id."""
    cells = []
    for gate in sorted(set(gates.values())):
        cells.append(tuple(_cited(localizer, node) for node in nodes if gates[node.id] == gate))
    return GateRow(name, tuple(cells))


def _cited(localizer: Localizer, node: Node) -> Span:
    """A step as a cell names it."""
    cited = localizer.spans(node.link)[0]
    if node.procedure.department:
        return replace(cited, text=str(node.procedure.number_of(str(node.step.id))))
    return cited


def _deadlines(localizer: Localizer, nodes: Sequence[Node]) -> Iterator[Line]:
    """Each deadline once, with the steps that have it; of steps without one the time of their own
    at which they begin."""
    steps: dict[str, list[Link]] = defaultdict(list)
    for node in nodes:
        said = deadline(localizer, PHASE, node.step) or start_words(localizer, PHASE, node.step)
        if said and (node.step.start or node.step.within):
            steps[said].append(node.link)
    for said, links in steps.items():
        yield (Span(localizer.say("coordination_limit", limit=said)), *localizer.row(links))


MAKER = maker_of_one(SheetKind.COORDINATION, coordination_sheet)
