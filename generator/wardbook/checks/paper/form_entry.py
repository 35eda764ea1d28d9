"""What a form prints of its back-entry, and what the steps say that enter it: one order, one
checker, somebody who does it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wardbook.checks.context import Context, first_of, ids_of
from wardbook.findings import Finding, Mark, warning
from wardbook.plan.entry_order import Node, in_order, step_id
from wardbook.plan.model.form import BackEntry, Form
from wardbook.plan.project import links


def entered_by_somebody(context: Context) -> Iterator[Finding]:
    """F843: a form that is entered (`rule: enter`), and no step of back-entry by whoever enters it
    names it. Plans without steps of back-entry are not asked; of a form that no step names F801
    says so."""
    named: set[str] = set()
    for _, _, step in context.steps():
        named |= ids_of(link for link in links(step) if "form" in link.kinds)
    for form, entry in _entered(context):
        if entry.by and form.id in named and not _steps_of(context, form, entry):
            yield warning("F843", entry.at, form=form.id, by=entry.by.id)


def one_checker(context: Context) -> Iterator[Finding]:
    """F844: the form names one checker, and each step that enters it names another."""
    for form, entry in _entered(context):
        nodes = _steps_of(context, form, entry)
        if entry.verify is None or not nodes or _checks_itself(entry):
            continue
        checkers = list(map(_checker, nodes))
        if entry.verify.id not in checkers and all(checkers):
            yield warning(
                "F844",
                entry.verify.mark,
                *_places(nodes),
                form=form.id,
                checker=entry.verify.id,
                others=first_of(list(dict.fromkeys(checkers))),
            )


def _checks_itself(entry: BackEntry) -> bool:
    """Whether whoever enters the form is to check it, which F804 says."""
    return bool(entry.by and entry.verify and entry.by.id == entry.verify.id)


def one_order(context: Context) -> Iterator[Finding]:
    """F845: the form says that another must be in first, and every step that enters that one waits
    for all that enter this one."""
    entered = {}
    for form, entry in _entered(context):
        entered[str(form.id)] = (entry, _steps_of(context, form, entry))
    before = _awaited(in_order(context.project))
    for id, (entry, mine) in entered.items():
        for link in entry.after:
            if link.id not in entered:
                continue
            other, theirs = entered[link.id]
            circle = id in ids_of(other.after)  # which F805 says
            if not circle and _all_wait(theirs, mine, before):
                marks = (*_places(mine), *_places(theirs))
                yield warning("F845", link.mark, *marks, form=id, first=link.id)


def _places(nodes: Sequence[Node]) -> list[Mark]:
    return [node.step.at for node in nodes]


def _all_wait(late: Sequence[Node], early: Sequence[Node], before: Mapping[str, set[str]]) -> bool:
    """Whether each of some steps waits for all of some others; False where there are none."""
    if not late or not early:
        return False
    awaited = {node.id for node in early}
    return all(awaited <= before[node.id] for node in late)


def _entered(context: Context) -> Iterator[tuple[Form, BackEntry]]:
    """The forms that are typed into a system, where the plan has steps of back-entry at all."""
    if context.lacks("form", "procedure", "role") or not in_order(context.project):
        return
    for form in context.project.forms.values():
        if form.back_entry and str(form.back_entry.rule) == "enter":
            yield form, form.back_entry


def _steps_of(context: Context, form: Form, entry: BackEntry) -> Sequence[Node]:
    """The steps of back-entry in which whoever enters the form works from it."""
    found = []
    for node in in_order(context.project):
        if entry.by and node.step.actor.id == entry.by.id and _names(node, form):
            found.append(node)
    return found


def _names(node: Node, form: Form) -> bool:
    """Whether a step works from a form, as its fields or its words say."""
    if form.id in ids_of(node.step.gives):
        return False
    for link in links(node.step):
        if "form" in link.kinds and link.id == form.id:
            return True
    return False


def _checker(node: Node) -> str:
    """Who checks a step, at once or later; empty where nobody does."""
    step = node.step
    link = step.verify or (step.verify_later.by if step.verify_later else None)
    return str(link.id) if link else ""


def _awaited(nodes: Sequence[Node]) -> Mapping[str, set[str]]:
    """Step → all steps that it waits for, directly or not. `nodes` are in their order."""
    found: dict[str, set[str]] = {}
    for node in nodes:
        mine: set[str] = set()
        for link in node.awaited:
            mine.add(step_id(link))
            mine |= found.get(step_id(link), set())
        found[node.id] = mine
    return found


CHECKS = (entered_by_somebody, one_checker, one_order)
