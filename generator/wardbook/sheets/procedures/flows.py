"""Diagrams as plain data: a procedure's flow, the chain of activation, the tree of bodies. Render draws them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardbook.plan.model.blocks import ActivationStep, Body
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.text import Link
from wardbook.sheets.localizer import Lens
from wardbook.sheets.procedures.procedure_shapes import Flow, FlowEdge, FlowNode

_DRAWN = ("detect", "activate", "respond", "end", "recover")
"""Phases that are drawn: what happens while the outage runs."""

END = "end"


def procedure_flow(lens: Lens, procedure: Procedure) -> Flow | None:
    """The steps as boxes in order, questions between them, arrows as `next` and decisions say. None when every step
    stands in a phase that is not drawn."""
    steps = [step for phase, step in procedure.steps() if phase in _DRAWN]
    if not steps:
        return None
    nodes: list[FlowNode] = []
    for step in steps:
        nodes += _nodes(lens, procedure, step, procedure.number_of(str(step.id)))
    edges = tuple(_edges(lens, steps))
    if any(edge.end == END for edge in edges):
        nodes.append(FlowNode(END, lens.say("flow_end"), "", "end"))
    return Flow(lens.say("flow_title", title=lens.words(procedure.title)), tuple(nodes), edges)


def _nodes(lens: Lens, procedure: Procedure, step: Step, number: int) -> Iterator[FlowNode]:
    """The step's box, headed by its number so that it is found below, and its question."""
    text = "".join(run.text for run in lens.line(step.card or step.do, brief=True, within=procedure))
    yield FlowNode(str(step.id), text, f"{number} {lens.name(step.actor)}", "step")
    if step.decision:
        yield FlowNode(_question(step), lens.words(step.decision.ask), "", "question")


def _edges(lens: Lens, steps: Sequence[Step]) -> Iterator[FlowEdge]:
    drawn = {str(step.id) for step in steps}
    for step, following in zip(steps, (*steps[1:], None), strict=True):
        if step.decision:
            yield FlowEdge(str(step.id), _question(step))
            for link, label in ((step.decision.yes, "flow_yes"), (step.decision.no, "flow_no")):
                yield from _edge(_question(step), link, drawn, lens.say(label))
        elif step.next:
            for link in step.next:
                yield from _edge(str(step.id), link, drawn)
        else:
            yield FlowEdge(str(step.id), str(following.id) if following else END)


def _edge(start: str, link: Link, drawn: set[str], label: str = "") -> Iterator[FlowEdge]:
    """An arrow to a step of this procedure; one that leads to another procedure, or to a phase that is not drawn, ends
    the drawing."""
    inside = not link.id and link.part in drawn
    yield FlowEdge(start, str(link.part) if inside else END, label)


def _question(step: Step) -> str:
    return f"{step.id}?"


def activation_flow(lens: Lens, chain: Sequence[ActivationStep]) -> Flow:
    """Who proposes, orders and announces to whom."""
    people: dict[str, FlowNode] = {}
    edges = []
    for link in chain:
        people.setdefault(str(link.by), FlowNode(str(link.by), lens.name(link.by), "", "step"))
        for receiver in link.to:
            people.setdefault(str(receiver), FlowNode(str(receiver), lens.name(receiver), "", "step"))
            edges.append(FlowEdge(str(link.by), str(receiver), lens.say(f"activation_{link.step}")))
    return Flow(lens.say("activation_title"), tuple(people.values()), tuple(dict.fromkeys(edges)), down=True)


def bodies_flow(lens: Lens, bodies: Sequence[Body]) -> Flow:
    """The tree of bodies with their leads."""
    drawn = {str(body.id) for body in bodies}
    nodes = tuple(_box(lens, body) for body in bodies)
    edges = [
        FlowEdge(str(body.parent), str(body.id), lens.say(f"stands_{body.stands}") if body.stands else "")
        for body in bodies
        if body.parent
    ]
    edges += [
        FlowEdge(str(body.id), link.id, lens.say("body_reports"))
        for body in bodies
        for link in body.reports_to
        if link.id in drawn
    ]
    return Flow(lens.say("bodies_title"), nodes, tuple(edges))


def _box(lens: Lens, body: Body) -> FlowNode:
    """A body's name with its lead, and its duty in one line."""
    lead = lens.name(body.lead)
    called = lens.words(body.lead_title)
    said = (lens.say("titled_post", title=called, post=lead) if called and lead else lead, lens.words(body.task))
    return FlowNode(str(body.id), "\n".join(line for line in said if line), lens.words(body.short or body.name), "step")
