"""Where filled forms go: a department works from the copy that it gets, and one request counts
once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wardbook.checks.context import Context, ids_of
from wardbook.findings import Finding, Mark, warning
from wardbook.plan.model.form import Form
from wardbook.plan.model.procedure import Step
from wardbook.plan.project import Project, links
from wardbook.plan.reach import owner_of

_DURING = ("detect", "activate", "respond")
"""Phases in which the work is done on paper."""
_ONCE = ("narcotic", "blood", "drug")
"""Risks of forms by which the same must not be given twice."""


def copies_arrive(context: Context) -> Iterator[Finding]:
    """F819: a department works from a form that others fill in, in several copies, and none of them
    goes there or is given to the patient. One finding a form and department."""
    if context.lacks("form", "role", "department"):
        return
    project = context.project
    sent = _sent(context)
    found: dict[tuple[str, str], list[Mark]] = {}
    for owner, step in _work(context):
        for link in step.needs:
            form = project.forms.get(link.id)
            if form is None or owner in _receivers(project, form):
                continue
            if (str(form.id), owner) in sent or _worked_from(step, form):
                found.setdefault((str(form.id), owner), []).append(link.mark)
    for (form_id, owner), marks in found.items():
        form = project.forms[form_id]
        yield warning("F819", *marks, form.at, form=form_id, department=owner)


def _work(context: Context) -> Iterator[tuple[str, Step]]:
    """The steps that departments do during an outage, each with the department."""
    for _, phase, step in context.steps():
        owner = owner_of(context.project, step.actor)
        if phase in _DURING and owner in context.project.departments:
            yield owner, step


def _sent(context: Context) -> set[tuple[str, str]]:
    """Form and department of each step that fills a form and tells the department."""
    found = set()
    for _, _, step in context.steps():
        for link in step.gives:
            for who in step.tell:
                found.add((link.id, owner_of(context.project, who)))
    return found


def _receivers(project: Project, form: Form) -> Iterable[str]:
    """Departments that have the form in hand: those of who fills it, and of its copies. All of
    them, where it is one sheet that is carried along, hangs on a wall, or goes with the patient."""
    if len(form.copies) < 2 or form.posted or not form.filled_by:
        return project.departments
    found = {owner_of(project, link) for link in form.filled_by}
    for copy in form.copies:
        if copy.to is None:
            return project.departments
        for link in (copy.to, *copy.or_to):
            found.add(owner_of(project, link))
    return found


def _worked_from(step: Step, form: Form) -> bool:
    """Whether the form stands in for a function in whose place the step is done."""
    return not set(map(str, step.uses)).isdisjoint(map(str, form.replaces))


def counted_once(context: Context) -> Iterator[Finding]:
    """F820: one department requests drugs or blood from another by two forms, and no step names
    both: nothing says which counts where the same is written on both. One finding for the forms of
    a department, whoever gets them. A department without a procedure, as an archive may be, hands
    nothing out."""
    if context.lacks("form", "role", "department", "procedure"):
        return
    named = [_named(step) for _, _, step in context.steps()]
    procedures = context.project.procedures.values()
    acting = {str(one.department.id) for one in procedures if one.department}
    givers: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (writer, giver), forms in _requests(context.project).items():
        apart = tuple(_apart(forms, named))
        if len(apart) > 1 and giver in acting:
            givers.setdefault((writer, apart), []).append(giver)
    for (writer, apart), who in givers.items():
        marks = [context.project.forms[id].at for id in apart]
        told = ", ".join(sorted(who))
        yield warning("F820", *marks, forms=", ".join(apart), writer=writer, giver=told)


def _named(step: Step) -> set[str]:
    """The forms that a step names, in its fields and its words."""
    return ids_of(link for link in links(step) if "form" in link.kinds)


def _requests(project: Project) -> dict[tuple[str, str], list[str]]:
    """Ids of forms for drugs or blood, by the department that fills them in and the one that hands
    out."""
    found: dict[tuple[str, str], list[str]] = {}
    for id, form in project.forms.items():
        if str(form.risk) not in _ONCE or form.posted or form.labels:
            continue
        writers = {owner_of(project, link) for link in form.filled_by}
        for giver in _handed_to(project, form) - writers:
            for writer in writers:
                found.setdefault((writer, giver), []).append(id)
    return found


def _handed_to(project: Project, form: Form) -> set[str]:
    """Departments that get a copy of the form."""
    found = set()
    for copy in form.copies:
        if copy.to:
            found.add(owner_of(project, copy.to))
    return found


def _apart(forms: list[str], named: list[set[str]]) -> list[str]:
    """The first of each group of forms that steps name together."""
    group = {id: id for id in forms}
    for ids in named:
        together = [id for id in forms if id in ids]
        for id in together[1:]:
            old, new = group[id], group[together[0]]
            for one, mine in group.items():
                if mine == old:
                    group[one] = new
    return list(dict.fromkeys(group.values()))


CHECKS = (copies_arrive, counted_once)
