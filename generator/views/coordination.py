"""The coordinator's sheet: back-entry by gates, one line a step, with what must be there before, and what is signed off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.source.model.registries import Department
from generator.source.text import Link
from generator.views import codes
from generator.views.back_entry import Node, in_order
from generator.views.lens import Lens
from generator.views.procedures import deadline, match_words, start_words, verifier
from generator.views.sheet import CODE_LETTERS, Kind, Line, Prose, Run, Sheet, SheetKey


@dataclass(frozen=True)
class GateRow:
    """A step of back-entry on one line."""

    step: Run
    who: str
    what: Line
    """Forms by code."""
    after: Line
    """What it waits for; what that waits for itself is left out."""
    verify: str
    match: str
    deadline: str
    remark: Line
    """What is done, where there is no form; then what the step says besides: the way out where it can't be done as written."""


@dataclass(frozen=True)
class Gate:
    """Steps that may run side by side: each waits only for steps of gates before."""

    number: int
    rows: tuple[GateRow, ...]


@dataclass(frozen=True)
class Cluster:
    """Departments that sign off, and who countersigns for them (empty: nobody stands above them)."""

    office: str
    head: str
    departments: tuple[str, ...]


@dataclass(frozen=True)
class CoordinationView:
    """What whoever coordinates back-entry ticks off."""

    title: str
    intro: str
    opening: Line
    """Steps before back-entry that its steps wait for."""
    gates: tuple[Gate, ...]
    clusters: tuple[Cluster, ...]
    late: Prose
    again: Prose
    exceptions: tuple[Line, ...]


def coordination_sheet(lens: Lens) -> Sheet | None:
    """The sheet; None where nothing is entered afterwards."""
    nodes = in_order(lens)
    if not nodes:
        return None
    rules = lens.project.site.back_entry
    title = lens.say("title_coordination")
    view = CoordinationView(
        title=title,
        intro=lens.say("coordination_intro"),
        opening=lens.row(_opening(nodes)),
        gates=tuple(_gates(lens, nodes)),
        clusters=tuple(_clusters(lens, nodes)),
        late=lens.prose(rules.late) if rules else (),
        again=lens.prose(rules.again) if rules else (),
        exceptions=tuple(lens.line(text) for text in rules.exceptions) if rules else (),
    )
    key = SheetKey(codes.COORDINATION, lens.language, lens.project.audience)
    source = rules.at if rules else nodes[0].procedure.at
    return Sheet(key, Kind.COORDINATION, CODE_LETTERS[Kind.COORDINATION], title, view, source=source)


def gates_of(nodes: Iterable[Node]) -> Mapping[str, int]:
    """Step → its gate, from 1: the first behind the gates of all steps that it waits for. `nodes` in their order."""
    gates: dict[str, int] = {}
    for node in nodes:
        gates[node.id] = 1 + max((gates.get(_id(link), 0) for link in _awaited(node)), default=0)
    return gates


def _awaited(node: Node) -> Iterator[Link]:
    """The steps that a node waits for, each with its procedure."""
    return (replace(link, id=link.id or str(node.procedure.id)) for link in node.step.after)


def _id(link: Link) -> str:
    return f"{link.id}/{link.part}"


def _opening(nodes: list[Node]) -> Iterator[Link]:
    own = {node.id for node in nodes}
    return (link for node in nodes for link in _awaited(node) if _id(link) not in own)


def _gates(lens: Lens, nodes: list[Node]) -> Iterator[Gate]:
    gates, known = gates_of(nodes), {node.id: node for node in nodes}
    for number in sorted(set(gates.values())):
        yield Gate(number, tuple(_row(lens, node, known) for node in nodes if gates[node.id] == number))


def _row(lens: Lens, node: Node, known: Mapping[str, Node]) -> GateRow:
    step, procedure = node.step, node.procedure
    link = Link(("step",), str(procedure.id), str(step.id), step.at)
    return GateRow(
        step=lens.runs(link)[0],
        who=lens.name(step.actor),
        what=lens.row((*step.needs, *step.gives), "code"),
        after=lens.row(_nearest(node, known)),
        verify=verifier(lens, step),
        match=match_words(lens, step.match),
        deadline=_deadline(lens, node),
        remark=_remark(lens, node),
    )


def _nearest(node: Node, known: Mapping[str, Node]) -> Iterator[Link]:
    """What a node waits for, without what one of these waits for itself."""
    awaited = list(_awaited(node))
    implied = {id for link in awaited for id in _behind(_id(link), known)}
    return (link for link in awaited if _id(link) not in implied)


def _behind(id: str, known: Mapping[str, Node]) -> set[str]:
    """Everything that a step waits for, directly or not."""
    found: set[str] = set()
    open_ = [id]
    while open_:
        node = known.get(open_.pop())
        more = {_id(link) for link in _awaited(node)} - found if node else set()
        found |= more
        open_ += more
    return found


def _remark(lens: Lens, node: Node) -> Line:
    step, procedure = node.step, node.procedure
    said = () if step.needs or step.gives else lens.line(step.card or step.do, brief=True, within=procedure)
    note = lens.line(step.note, within=procedure)
    return (*said, Run(lens.say("remark_join")), *note) if said and note else (*said, *note)


def _deadline(lens: Lens, node: Node) -> str:
    """Counted from the all-clear, unless the step says from when."""
    start = start_words(lens, str(node.step.start)) if node.step.start else ""
    return " ".join(filter(None, (start, deadline(lens, node.step))))


def _clusters(lens: Lens, nodes: list[Node]) -> Iterator[Cluster]:
    """Departments that enter something, by the department that organises them; first those that nobody does."""
    entering = {department.id: department for node in nodes if (department := _department(lens, node))}
    organised: dict[str, list[Department]] = {}
    for id, department in lens.project.departments.items():
        if id in entering:
            organised.setdefault(department.cluster.id if department.cluster else "", []).append(department)
    for id in sorted(organised, key=lambda id: id != ""):
        office = lens.project.departments.get(id)
        yield Cluster(
            office=lens.words(office.name) if office else "",
            head=lens.name(office.head) if office else "",
            departments=tuple(lens.words(department.name) for department in organised[id]),
        )


def _department(lens: Lens, node: Node) -> Department | None:
    """The department of the procedure; of a scenario's step, that of the post."""
    departments, role = lens.project.departments, lens.project.roles.get(node.step.actor.id)
    link = node.procedure.department or (role.department if role else None)
    return departments.get(link.id) if link else None
