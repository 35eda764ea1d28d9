"""Back-entry as an ordered list: who enters what after what, for one department and for the coordinator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.source.model.form import Form
from generator.source.model.procedure import Procedure, Step
from generator.source.model.registries import Department
from generator.source.text import Link
from generator.views import codes
from generator.views.lens import Lens
from generator.views.procedures import deadline, match_words, verifier, verifier_name
from generator.views.sheet import CODE_LETTERS, Kind, Line, Prose, Run, Sheet, SheetKey

PHASE = "back_entry"


@dataclass(frozen=True)
class Node:
    """A step of the back-entry graph and the procedure that it stands in."""

    procedure: Procedure
    step: Step

    @property
    def id(self) -> str:
        """`procedure/step`."""
        return f"{self.procedure.id}/{self.step.id}"


@dataclass(frozen=True)
class BackEntryRow:
    """A step of back-entry in its order."""

    number: int
    who: str
    department: str
    target: Run
    """The step itself: "C-F1 step 12"."""
    do: Prose
    forms: Line
    after: Line
    verify: str
    match: str
    deadline: str
    own: bool
    """Whether it is the department's own duty (others are shown because this one waits for them)."""


@dataclass(frozen=True)
class BackEntryForm:
    """How a form goes back into the system."""

    form: Run
    rule: str
    by: str
    after: Line
    verify: str
    match: str
    note: str


@dataclass(frozen=True)
class BackEntryView:
    """The ordered back-entry of a department, or of all (the coordinator's sheet)."""

    title: str
    intro: str
    rows: tuple[BackEntryRow, ...]
    forms: tuple[BackEntryForm, ...]


def back_entry_sheet(lens: Lens) -> Sheet:
    """The coordinator's sheet: everybody's steps in an order that respects every `after`."""
    rows = [_row(lens, node, number, own=True) for number, node in enumerate(in_order(lens), 1)]
    title = lens.say("title_back_entry")
    forms = tuple(form_rule(lens, form) for form in lens.project.forms.values() if form.back_entry)
    view = BackEntryView(title, lens.say("back_entry_all_intro"), tuple(rows), forms)
    return Sheet(_key(lens, codes.BACK_ENTRY), Kind.BACK_ENTRY, CODE_LETTERS[Kind.BACK_ENTRY], title, view)


def department_back_entry_sheet(lens: Lens, department: Department, forms: Iterable[Form]) -> Sheet | None:
    """A department's own steps with those that they wait for, and the rules of its `forms`; None without any step."""
    nodes = in_order(lens)
    own = {node.id for node in nodes if _belongs(node, department)}
    if not own:
        return None
    awaited = {_id(link, node.procedure) for node in nodes if node.id in own for link in node.step.after}
    shown = [node for node in nodes if node.id in own | awaited]
    rows = [_row(lens, node, number, own=node.id in own) for number, node in enumerate(shown, 1)]
    title = lens.say("title_department_back_entry", department=lens.words(department.name))
    rules = tuple(form_rule(lens, form) for form in forms if form.back_entry)
    view = BackEntryView(title, lens.say("back_entry_intro"), tuple(rows), rules)
    key = _key(lens, f"{codes.BACK_ENTRY}-{department.id}")
    return Sheet(
        key, Kind.BACK_ENTRY, codes.department_code(Kind.BACK_ENTRY, department), title, view, source=department.at
    )


def in_order(lens: Lens) -> list[Node]:
    """Every back-entry step, each after those that it waits for; otherwise in the order of departments and files.
    `check` has refused cycles."""
    nodes = {node.id: node for node in _nodes(lens)}
    placed: dict[str, Node] = {}

    def place(node: Node) -> None:
        if node.id in placed:
            return
        for link in node.step.after:
            awaited = nodes.get(_id(link, node.procedure))
            if awaited:
                place(awaited)
        placed[node.id] = node

    for node in nodes.values():
        place(node)
    return list(placed.values())


def form_rule(lens: Lens, form: Form) -> BackEntryForm:
    """How one form goes back into the system."""
    entry = form.back_entry
    assert entry is not None
    code, title = Run(str(form.code), "code", None), lens.words(form.title)
    return BackEntryForm(
        form=Run(f"{code.text} {title}", "name", lens.runs(Link(("form",), str(form.id), None, form.at))[0].target),
        rule=lens.say(f"rule_{entry.rule}"),
        by=lens.name(entry.by),
        after=lens.row(entry.after, "code"),
        verify=verifier_name(lens, entry.verify),
        match=match_words(lens, entry.match),
        note=lens.words(entry.note),
    )


def _nodes(lens: Lens) -> Iterable[Node]:
    """Steps in the order of the registry of departments, then those of scenarios."""
    places = {id: at for at, id in enumerate(lens.project.departments)}

    def place(procedure: Procedure) -> int:
        return places.get(procedure.department.id, len(places)) if procedure.department else len(places)

    for procedure in sorted(lens.project.procedures.values(), key=place):
        yield from (Node(procedure, step) for phase, step in procedure.steps() if phase == PHASE)


def _belongs(node: Node, department: Department) -> bool:
    return bool(node.procedure.department) and node.procedure.department.id == department.id  # type: ignore[union-attr]


def _id(link: Link, within: Procedure) -> str:
    return f"{link.id or within.id}/{link.part}"


def _row(lens: Lens, node: Node, number: int, *, own: bool) -> BackEntryRow:
    step, procedure = node.step, node.procedure
    link = Link(("step",), str(procedure.id), str(step.id), step.at)
    return BackEntryRow(
        number=number,
        who=lens.name(step.actor),
        department=lens.name(procedure.department),
        target=lens.runs(link)[0],
        do=lens.prose(step.do, within=procedure),
        forms=lens.row((*step.needs, *step.gives), "code"),
        after=lens.row(step.after, within=procedure),
        verify=verifier(lens, step),
        match=match_words(lens, step.match),
        deadline=deadline(lens, step),
        own=own,
    )


def _key(lens: Lens, sheet: str) -> SheetKey:
    return SheetKey(sheet, lens.language, lens.project.audience)
