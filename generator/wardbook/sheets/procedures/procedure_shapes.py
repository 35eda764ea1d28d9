"""The content of a procedure's sheet: its phases and steps, and the flow drawn of them."""

from __future__ import annotations

from wardbook.sheets.sheet import Line, Prose, Span
from wardbook.sheets.view import view


@view("FlowNode")
class FlowNode:
    """A box of a drawn flow. `shape`: step, question, end."""

    id: str
    text: str
    who: str
    shape: str


@view("FlowEdge")
class FlowEdge:
    """An arrow of a drawn flow."""

    start: str
    end: str
    label: str = ""


@view("Flow")
class Flow:
    """A diagram as plain data. `down` is its direction: top to bottom, else left to right."""

    title: str
    nodes: tuple[FlowNode, ...]
    edges: tuple[FlowEdge, ...]
    down: bool = True


@view("Choice")
class Choice:
    """A decision after a step: question, and where yes and no lead."""

    ask: Line
    yes: Span
    no: Span


@view("StepView")
class StepView:
    """A step as people read it."""

    number: int
    anchor: str
    actor: str
    stand_in: str
    """Who takes over at night; empty when the post is always staffed."""
    start: str
    """When it starts, in words; empty outside the outage."""
    deadline: str
    do: Prose
    forms_in: Line
    forms_out: Line
    tell: Line
    call: Line
    after: Line
    verify: str
    match: str
    cites: Line
    decision: Choice | None
    urgent: bool
    basis: str
    """Label of what is not from the source; empty otherwise."""
    note: Prose
    stop: Prose
    tool: Line = ()
    approval: str = ""
    """Who must agree first."""


@view("PhaseView")
class PhaseView:
    """The steps of one phase."""

    id: str
    title: str
    steps: tuple[StepView, ...]


@view("ProcedureView")
class ProcedureView:
    """A department's or a scenario's procedure."""

    title: str
    owner: str
    """The department, or the kind of scenario."""
    clock: str
    """Which clock it counts from, in words."""
    first: str
    systems: Line
    purpose: Prose
    stop: Prose
    truncated: Prose
    basis: str
    phases: tuple[PhaseView, ...]
    flow: Flow | None
