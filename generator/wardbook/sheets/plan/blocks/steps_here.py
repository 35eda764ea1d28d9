"""A procedure whose steps are items of a chapter, with the plan's numbers."""

from __future__ import annotations

from wardbook.plan.model.procedure import Procedure
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.numbering import gap
from wardbook.sheets.plan.blocks.views import (
    ItemView,
    ListView,
    ProcedureHeading,
    ProseView,
    Views,
)
from wardbook.sheets.procedures.procedures import StepView, procedure_view
from wardbook.sheets.sheet import Line, Prose, Span, Target


def steps_here(localizer: Localizer, procedure: Procedure, number: str) -> Views:
    """The procedure's heading, then a list for each phase; items count on through all of them, so
    that a number names one step."""
    view = procedure_view(localizer, procedure)
    sheet = sheet_ids.procedure_id(procedure)
    yield (
        "procedure_heading",
        ProcedureHeading(number, gap(number), view.title, sheet, Target(sheet)),
    )
    if view.purpose:
        yield "text", ProseView(view.purpose)
    if view.stop:
        yield "note", ProseView(view.stop)
    several = len(view.phases) > 1
    done = 0
    for phase in view.phases:
        items = []
        for at, step in enumerate(phase.steps, done + 1):
            items.append(ItemView(_words(localizer, step), None, str(at)))
        done += len(items)
        yield "list", ListView(phase.title if several else "", True, tuple(items))


def _words(localizer: Localizer, step: StepView) -> Prose:
    """A step as a sentence of the plan: who, and by when, what; then what it must not do and what
    stands beside it."""
    who = step.actor
    if step.deadline:
        who = localizer.say("step_here_when", who=who, when=step.deadline)
    first, *rest = step.do
    head: Line = (Span(who + localizer.say("colon")), *first)
    return (head, *rest, *step.stop, *step.note)
