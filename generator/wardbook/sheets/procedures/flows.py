"""Diagrams as plain data: a procedure's flow, the chain of activation, the tree of bodies. Render draws them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardbook.plan.model.blocks import ActivationStep, Body
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.text import Link
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.procedure_shapes import Flow, FlowEdge, FlowNode

_DRAWN = ("detect", "activate", "respond", "end", "recover")
"""Phases that are drawn: what happens while the outage runs."""

END = "end"


def procedure_flow(localizer: Localizer, procedure: Procedure) -> Flow | None:
    """The steps as boxes in order, questions between them, arrows as `next` and decisions say. None when every step
    stands in a phase that is not drawn."""
    steps = [step for phase, step in procedure.steps() if phase in _DRAWN]
    if not steps:
        return None
    nodes: list[FlowNode] = []
    for step in steps:
        nodes += _nodes(localizer, procedure, step, procedure.number_of(str(step.id)))
    edges = tuple(_edges(localizer, steps))
    if any(edge.end == END for edge in edges):
        nodes.append(FlowNode(END, localizer.say("flow_end"), "", "end"))
    return Flow(
        localizer.say("flow_title", title=localizer.words(procedure.title)), tuple(nodes), edges
    )


def _nodes(
    localizer: Localizer, procedure: Procedure, step: Step, number: int
) -> Iterator[FlowNode]:
    """The step's box, headed by its number so that it is found below, and its question."""
    text = "".join(
        run.text for run in localizer.line(step.card or step.do, brief=True, within=procedure)
    )
    yield FlowNode(str(step.id), text, f"{number} {localizer.name(step.actor)}", "step")
    if step.decision:
        yield FlowNode(_question(step), localizer.words(step.decision.ask), "", "question")


def _edges(localizer: Localizer, steps: Sequence[Step]) -> Iterator[FlowEdge]:
    drawn = {str(step.id) for step in steps}
    for step, following in zip(steps, (*steps[1:], None), strict=True):
        if step.decision:
            yield FlowEdge(str(step.id), _question(step))
            for link, label in ((step.decision.yes, "flow_yes"), (step.decision.no, "flow_no")):
                yield from _edge(_question(step), link, drawn, localizer.say(label))
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


def activation_flow(localizer: Localizer, chain: Sequence[ActivationStep]) -> Flow:
    """Who proposes, orders and announces to whom."""
    people: dict[str, FlowNode] = {}
    edges = []
    for link in chain:
        people.setdefault(str(link.by), FlowNode(str(link.by), localizer.name(link.by), "", "step"))
        for receiver in link.to:
            people.setdefault(
                str(receiver), FlowNode(str(receiver), localizer.name(receiver), "", "step")
            )
            edges.append(
                FlowEdge(str(link.by), str(receiver), localizer.say(f"activation_{link.step}"))
            )
    return Flow(
        localizer.say("activation_title"),
        tuple(people.values()),
        tuple(dict.fromkeys(edges)),
        down=True,
    )


def bodies_flow(localizer: Localizer, bodies: Sequence[Body]) -> Flow:
    """The tree of bodies with their leads."""
    drawn = {str(body.id) for body in bodies}
    nodes = tuple(_box(localizer, body) for body in bodies)
    edges = [
        FlowEdge(
            str(body.parent),
            str(body.id),
            localizer.say(f"stands_{body.stands}") if body.stands else "",
        )
        for body in bodies
        if body.parent
    ]
    edges += [
        FlowEdge(str(body.id), link.id, localizer.say("body_reports"))
        for body in bodies
        for link in body.reports_to
        if link.id in drawn
    ]
    return Flow(localizer.say("bodies_title"), nodes, tuple(edges))


def _box(localizer: Localizer, body: Body) -> FlowNode:
    """A body's name with its lead, and its duty in one line."""
    lead = localizer.name(body.lead)
    called = localizer.words(body.lead_title)
    said = (
        localizer.say("titled_post", title=called, post=lead) if called and lead else lead,
        localizer.words(body.task),
    )
    return FlowNode(
        str(body.id),
        "\n".join(line for line in said if line),
        localizer.words(body.short or body.name),
        "step",
    )
