"""Back-entry as an ordered list: who enters what after what, for one department and for the whole organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wardbook.plan.model.form import Form
from wardbook.plan.model.registries import Department
from wardbook.plan.text import Link
from wardbook.sheets import sheet_ids
from wardbook.sheets.forms.entry_order import Node, gates_of, in_order, step_id
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.procedures import deadline, match_words, verifier, verifier_name
from wardbook.sheets.sheet import CODE_LETTERS, Line, Prose, Sheet, SheetKind, Span
from wardbook.sheets.view import view


@view("BackEntryRow")
class BackEntryRow:
    """A step of back-entry in its order."""

    number: int
    gate: int
    """The gate that has to be open, as on the coordinator's sheet."""
    who: str
    department: str
    target: Span
    """The step itself: "C-F1 step 12"."""
    do: Prose
    forms: Line
    after: Line
    verify: str
    match: str
    deadline: str
    note: Line
    """What the step says besides: the way out where it can't be done as written."""
    own: bool
    """Whether it is the department's own duty (others are shown because this one waits for them)."""


@view("BackEntryForm")
class BackEntryForm:
    """How a form goes back into the system."""

    form: Span
    rule: str
    by: str
    after: Line
    verify: str
    match: str
    note: str


@view("EntryRules")
class EntryRules:
    """What the organisation says once for everybody who enters (`site.yml: back_entry:`)."""

    exceptions: tuple[Line, ...] = ()
    late: Prose = ()
    again: Prose = ()


@view("BackEntryView")
class BackEntryView:
    """The ordered back-entry of a department, or of all."""

    title: str
    intro: str
    rows: tuple[BackEntryRow, ...]
    rules: EntryRules
    forms: tuple[BackEntryForm, ...]


def back_entry_sheet(localizer: Localizer) -> Sheet | None:
    """Everybody's steps, gate by gate: each after those that it waits for; None where nothing goes back into a system."""
    nodes = in_order(localizer)
    gates = gates_of(nodes)
    nodes.sort(key=lambda node: gates[node.id])
    rows = [_row(localizer, node, number, gates, own=True) for number, node in enumerate(nodes, 1)]
    title = localizer.say("title_back_entry")
    forms = tuple(
        form_rule(localizer, form) for form in localizer.project.forms.values() if form.back_entry
    )
    if not rows and not forms:
        return None
    view = BackEntryView(
        title, localizer.say("back_entry_all_intro"), tuple(rows), _rules(localizer), forms
    )
    return Sheet(
        localizer.key(sheet_ids.BACK_ENTRY),
        SheetKind.BACK_ENTRY,
        CODE_LETTERS[SheetKind.BACK_ENTRY],
        title,
        view,
    )


def department_back_entry_sheet(
    localizer: Localizer, department: Department, forms: Iterable[Form]
) -> Sheet | None:
    """A department's own steps with those that they wait for, and the rules of its `forms`; None without any step."""
    nodes = in_order(localizer)
    gates = gates_of(nodes)
    own = {node.id for node in nodes if _belongs(node, department)}
    if not own:
        return None
    awaited = {step_id(link) for node in nodes if node.id in own for link in node.awaited}
    shown = [node for node in nodes if node.id in own | awaited]
    rows = [
        _row(localizer, node, number, gates, own=node.id in own)
        for number, node in enumerate(shown, 1)
    ]
    title = localizer.say(
        "title_department_back_entry", department=localizer.words(department.name)
    )
    kept = tuple(form_rule(localizer, form) for form in forms if form.back_entry)
    view = BackEntryView(
        title, localizer.say("back_entry_intro"), tuple(rows), _rules(localizer), kept
    )
    key = localizer.key(f"{sheet_ids.BACK_ENTRY}-{department.id}")
    return Sheet(
        key,
        SheetKind.BACK_ENTRY,
        sheet_ids.department_code(SheetKind.BACK_ENTRY, department),
        title,
        view,
        source=department.at,
    )


def form_rule(localizer: Localizer, form: Form) -> BackEntryForm:
    """How one form goes back into the system."""
    entry = form.back_entry
    assert entry is not None
    code, title = Span(str(form.code), "code", None), localizer.words(form.title)
    return BackEntryForm(
        form=Span(
            f"{code.text} {title}",
            "name",
            localizer.runs(Link(("form",), str(form.id), None, form.at))[0].target,
        ),
        rule=localizer.say(f"rule_{entry.rule}"),
        by=localizer.name(entry.by),
        after=localizer.row(entry.after, "code"),
        verify=verifier_name(localizer, entry.verify),
        match=match_words(localizer, entry.match),
        note=localizer.words(entry.note),
    )


def _rules(localizer: Localizer) -> EntryRules:
    rules = localizer.project.site.back_entry
    if rules is None:
        return EntryRules()
    return EntryRules(
        exceptions=tuple(localizer.line(text) for text in rules.exceptions),
        late=localizer.prose(rules.late),
        again=localizer.prose(rules.again),
    )


def _belongs(node: Node, department: Department) -> bool:
    return bool(node.procedure.department) and node.procedure.department.id == department.id  # type: ignore[union-attr]


def _row(
    localizer: Localizer, node: Node, number: int, gates: Mapping[str, int], *, own: bool
) -> BackEntryRow:
    step, procedure = node.step, node.procedure
    return BackEntryRow(
        number=number,
        gate=gates[node.id],
        who=localizer.name(step.actor),
        department=localizer.name(procedure.department),
        target=localizer.runs(node.link)[0],
        do=localizer.prose(step.do, within=procedure),
        forms=localizer.row((*step.needs, *step.gives), "code"),
        after=localizer.row(step.after, within=procedure),
        verify=verifier(localizer, step),
        match=match_words(localizer, step.match),
        deadline=deadline(localizer, step),
        note=localizer.line(step.note, within=procedure),
        own=own,
    )
