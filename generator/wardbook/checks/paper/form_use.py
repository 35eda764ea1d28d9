"""Forms: used by somebody, kept by somebody, and with a way back into the system."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context, absent_of, cycles
from wardbook.findings import Finding, Mark, error, warning
from wardbook.plan.model.blocks import ReportingBlock
from wardbook.plan.model.form import Form
from wardbook.plan.model.records import Pad, PrintRun
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project, links
from wardbook.plan.reach import owner_of
from wardbook.plan.report_forms import report_form_ids


def used(context: Context) -> Iterator[Finding]:
    """F801: a form that no step, plan or manual names: a box tells nobody to use it."""
    if context.lacks("procedure", "plan", "department", "form"):
        return
    named = _named_forms(context.project)
    for id, form in context.project.forms.items():
        if id not in named:
            yield warning("F801", form.at, form=id)


def _named_forms(project: Project) -> set[str]:
    """Ids of forms that something tells people to use. Neither forms nor paper records do."""
    named = report_form_ids(project.plans.values())
    for model in project.models():
        if isinstance(model, Form | PrintRun | Pad):
            continue
        read: object = model
        if isinstance(model, Department):
            read = model.manual
        for link in links(read):
            if "form" in link.kinds:
                named.add(link.id)
    return named


def back_entry(context: Context) -> Iterator[Finding]:
    """F802 no rule for back-entry, F803 `enter` without who enters or who checks."""
    for id, form in context.project.forms.items():
        entry = form.back_entry
        if entry is None:
            if not form.posted:
                yield error("F802", form.at, form=id)
            continue
        missing = absent_of(entry, "by", "verify")
        if entry.rule == "enter" and missing:
            yield error("F803", entry.at, form=id, fields=", ".join(missing))


def entered_and_checked(context: Context) -> Iterator[Finding]:
    """F804: one post enters a form and checks what it has entered."""
    for id, form in context.project.forms.items():
        if form.back_entry is None:
            continue
        by, verify = form.back_entry.by, form.back_entry.verify
        if by and verify and by.id == verify.id:
            yield error("F804", verify.mark, form=id, role=by.id)


def entry_circles(context: Context) -> Iterator[Finding]:
    """F805: forms of which each may be entered only after the other."""
    forms = context.project.forms
    graph = {}
    for id, form in forms.items():
        if form.back_entry:
            graph[id] = [link.id for link in form.back_entry.after]
    for cycle in cycles(graph):
        marks = [forms[id].at for id in cycle]
        yield error("F805", *marks, cycle=" → ".join((*cycle, cycle[0])))


def custody(context: Context) -> Iterator[Finding]:
    """F810: a form with the patient's data that does not say who keeps it."""
    for id, form in context.project.forms.items():
        if form.identifies and form.custody is None:
            yield warning("F810", form.at, form=id)


def posted(context: Context) -> Iterator[Finding]:
    """F839: what hangs on a wall names nobody, and nothing on it is entered."""
    for id, form in context.project.forms.items():
        if not form.posted:
            continue
        fields = ("corner", "back_entry", "identities", "labels")
        given = [name for name in fields if getattr(form, name)]
        if form.identifies:
            given.append("identify")
        if given:
            yield error("F839", form.at, form=id, fields=", ".join(given))


def one_report_form(context: Context) -> Iterator[Finding]:
    """E402: a reporting rule that names a form and makes one as well."""
    for block in context.project.blocks():
        if not isinstance(block, ReportingBlock):
            continue
        form, sheet = block.reporting.form, block.reporting.sheet
        if form and sheet:
            yield error("E402", form.mark, form=form.id, sheet=sheet.id)


def fillers(context: Context) -> Iterator[Finding]:
    """F818: steps that fill a form whose `filled_by:` names nobody of the department that acts: its
    box holds none, and nobody there is shown it. One finding a form and department."""
    found: dict[tuple[str, str], list[Mark]] = {}
    for _, _, step in context.steps():
        owner = owner_of(context.project, step.actor)
        for link in step.gives:
            form = context.project.forms.get(link.id)
            if form and form.filled_by and not _is_filled_by(context, form, owner):
                found.setdefault((str(form.id), owner), []).append(link.mark)
    for (form_id, owner), marks in found.items():
        yield warning("F818", *marks, form=form_id, who=owner)


def _is_filled_by(context: Context, form: Form, owner: str) -> bool:
    """Whether somebody of `owner` fills the form, or somebody who could not be read may do."""
    for filler in form.filled_by:
        if context.names_unread(filler) or owner_of(context.project, filler) == owner:
            return True
    return False


CHECKS = (
    used,
    back_entry,
    entered_and_checked,
    entry_circles,
    custody,
    posted,
    one_report_form,
    fillers,
)
