"""Back-entry as an ordered list: who enters what after what, by department and altogether."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from wardbook.plan.entry_order import PHASE, Node, gates_of, in_order, limits_of, step_id
from wardbook.plan.model.form import Form
from wardbook.plan.model.procedure import Step
from wardbook.plan.model.registries import Department
from wardbook.plan.text import Link
from wardbook.sheets import sheet_ids
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import department_sheet, maker_of_one, the_sheet
from wardbook.sheets.procedures.moments import deadline, open_limit
from wardbook.sheets.procedures.named_codes import codes_alone, joined, named_codes
from wardbook.sheets.procedures.procedures import match_words, verifier, verifier_name
from wardbook.sheets.sheet import Line, Prose, Sheet, Span, targets
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
    """By code and name, without those that the sentence names."""
    after: Line
    verify: str
    match: str
    deadline: str
    """By when it is entered; where the plan leaves that open, while it limits others, a place to
    write it."""
    note: Line
    """What the step says besides: the way out where it can't be done as written."""
    own: bool
    """Whether it is the reader's own duty; others are shown because own steps wait for them."""


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
    """Everybody's steps, gate by gate: each after those that it waits for.

    None where nothing goes back into a system.
    """
    nodes, gates = _gate_by_gate(localizer)
    own = {node.id for node in nodes}
    rows = tuple(_rows(localizer, nodes, gates, own=own))
    forms = tuple(_form_rules(localizer, localizer.project.forms.values()))
    if not rows and not _goes_back(localizer):
        return None
    title = localizer.say("title_back_entry")
    view = BackEntryView(
        title=title,
        intro=localizer.say("back_entry_all_intro"),
        rows=rows,
        rules=_rules(localizer),
        forms=forms,
    )
    return the_sheet(localizer, SheetKind.BACK_ENTRY, title, view)


def _gate_by_gate(localizer: Localizer) -> tuple[Sequence[Node], Mapping[str, int]]:
    """Every step of back-entry in the order of the gates, and the gate of each."""
    nodes = in_order(localizer.project)
    gates = gates_of(nodes)
    return sorted(nodes, key=lambda node: gates[node.id]), gates


def _goes_back(localizer: Localizer) -> bool:
    """Whether some form is entered or scanned: those that are kept lie where they are."""
    for form in localizer.project.forms.values():
        if form.back_entry and str(form.back_entry.rule) != "keep":
            return True
    return False


def department_back_entry_sheet(
    localizer: Localizer, department: Department, forms: Iterable[Form]
) -> Sheet | None:
    """A department's own steps with those that they wait for, and the rules of its `forms`.

    None without any step of its own.
    """
    nodes, gates = _gate_by_gate(localizer)
    own = set(_ids_of(nodes, department))
    if not own:
        return None
    awaited = set(_ids_awaited(nodes, own))
    shown = [node for node in nodes if node.id in own | awaited]
    title = localizer.say(
        "title_department_back_entry", department=localizer.words(department.name)
    )
    view = BackEntryView(
        title=title,
        intro=localizer.say("back_entry_intro"),
        rows=tuple(_rows(localizer, shown, gates, own=own)),
        rules=_rules(localizer),
        forms=tuple(_form_rules(localizer, forms)),
    )
    return department_sheet(localizer, SheetKind.BACK_ENTRY, department, title, view)


def form_rule(localizer: Localizer, form: Form) -> BackEntryForm:
    """How one form goes back into the system."""
    entry = form.back_entry
    assert entry is not None
    printed = localizer.spans(Link(("form",), str(form.id), None, form.at))
    return BackEntryForm(
        form=Span(f"{form.code} {localizer.words(form.title)}", "name", printed[0].target),
        rule=localizer.say(f"rule_{entry.rule}"),
        by=localizer.name(entry.by),
        after=localizer.row(entry.after, "code"),
        # What nobody else checks is compared by whoever keeps it
        verify=verifier_name(localizer, entry.verify or (entry.by if entry.match else None)),
        match=match_words(localizer, entry.match),
        note=localizer.words(entry.note),
    )


def _form_rules(localizer: Localizer, forms: Iterable[Form]) -> Iterator[BackEntryForm]:
    """The rules of those forms that say how they go back into the system, in the order of their
    codes: whoever looks one up has the form in hand."""
    for form in sorted(forms, key=lambda form: sheet_ids.code_order(str(form.code))):
        if form.back_entry:
            yield form_rule(localizer, form)


def _rules(localizer: Localizer) -> EntryRules:
    rules = localizer.project.site.back_entry
    if rules is None:
        return EntryRules()
    return EntryRules(
        exceptions=tuple(map(localizer.line, rules.exceptions)),
        late=localizer.prose(rules.late),
        again=localizer.prose(rules.again),
    )


def _ids_of(nodes: Iterable[Node], department: Department) -> Iterator[str]:
    """Ids of the steps in the department's own procedures."""
    for node in nodes:
        link = node.procedure.department
        if link and link.id == department.id:
            yield node.id


def _ids_awaited(nodes: Iterable[Node], waiting: Set[str]) -> Iterator[str]:
    """Ids of the steps for which those with the ids `waiting` wait."""
    for node in nodes:
        if node.id in waiting:
            yield from map(step_id, node.awaited)


def _rows(
    localizer: Localizer, nodes: Iterable[Node], gates: Mapping[str, int], *, own: Set[str]
) -> Iterator[BackEntryRow]:
    """The steps as numbered rows; `own` are the ids of those that are the reader's own duty."""
    limits = limits_of(in_order(localizer.project))
    for number, node in enumerate(nodes, 1):
        step, procedure = node.step, node.procedure
        do = localizer.step_prose(step.do, procedure)
        limit = deadline(localizer, PHASE, step)
        if node.id in own:
            limit = limit or open_limit(localizer, [node.id], limits)
        yield BackEntryRow(
            number=number,
            gate=gates[node.id],
            who=localizer.name(step.actor),
            department=localizer.name(procedure.department),
            target=localizer.spans(node.link)[0],
            do=do,
            forms=_forms(localizer, step, do),
            after=localizer.row(step.after, within=procedure),
            verify=verifier(localizer, step),
            match=match_words(localizer, step.match),
            deadline=limit,
            note=localizer.line(step.note, within=procedure),
            own=node.id in own,
        )


def _forms(localizer: Localizer, step: Step, do: Prose) -> Line:
    """The forms of a step by code and name, without those that the sentence names in full."""
    listed = localizer.row((*step.needs, *step.gives), "code")
    alone = tuple(codes_alone((do,)))
    in_full = set(targets(do)) - {span.target for span in alone}
    return joined(localizer, named_codes(localizer, (alone, listed)), in_full)


MAKER = maker_of_one(SheetKind.BACK_ENTRY, back_entry_sheet)
