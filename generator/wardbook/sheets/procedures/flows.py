"""Diagrams as plain data: a procedure's flow, the chain of activation, the tree of bodies.

Pages and leaves draw them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardbook.plan.model.blocks import ActivationBlock, ActivationStep, BodiesBlock, Body
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.project import Project
from wardbook.plan.text import Link
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.sheet import text_of
from wardbook.sheets.view import view

_DRAWN = ("detect", "activate", "respond", "end", "recover")
"""Phases that are drawn: what happens while the outage runs."""

END = "end"


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


def has_flows(project: Project) -> bool:
    """Whether anything of a plan is drawn."""
    for procedure in project.procedures.values():
        if procedure.draws_flow:
            return True
    drawn = (ActivationBlock, BodiesBlock)
    return any(isinstance(model, drawn) for model in project.models())


def procedure_flow(localizer: Localizer, procedure: Procedure) -> Flow | None:
    """The steps as boxes in order, questions between them, arrows as `next` and decisions say.

    None when every step stands in a phase that is not drawn, or is left out of the flow.
    """
    steps = []
    for phase, step in procedure.steps():
        if phase in _DRAWN and step.in_flow:
            steps.append(step)
    if not steps:
        return None
    nodes: list[FlowNode] = []
    for step in steps:
        nodes += _nodes(localizer, procedure, step)
    edges = tuple(_edges(localizer, procedure, steps))
    if END in {edge.end for edge in edges}:
        nodes.append(FlowNode(END, localizer.say("flow_end"), "", "end"))
    title = localizer.say("flow_title", title=localizer.words(procedure.title))
    return Flow(title, tuple(nodes), edges)


def _nodes(localizer: Localizer, procedure: Procedure, step: Step) -> Iterator[FlowNode]:
    """The step's box, headed by its number so that it is found below, and its question."""
    number = procedure.number_of(str(step.id))
    text = localizer.line(step.card or step.do, brief=True, within=procedure)
    yield FlowNode(str(step.id), text_of(text), f"{number} {localizer.name(step.actor)}", "step")
    if step.decision:
        yield FlowNode(_question(step), localizer.words(step.decision.ask), "", "question")


def _edges(localizer: Localizer, procedure: Procedure, steps: Sequence[Step]) -> Iterator[FlowEdge]:
    """The arrows, as `next` and decisions say, else to the step that follows."""
    ids = [str(step.id) for step in steps]
    for step, following in zip(steps, (*ids[1:], END), strict=True):

        def end_of(link: Link, following: str = following) -> str:
            if _is_hidden(localizer, procedure, link) or _is_left_out(procedure, link):
                return following
            return _drawn_end(link, ids)

        if step.decision:
            question = _question(step)
            yield FlowEdge(str(step.id), question)
            yield FlowEdge(question, end_of(step.decision.yes), localizer.say("flow_yes"))
            yield FlowEdge(question, end_of(step.decision.no), localizer.say("flow_no"))
        else:
            shown = [link for link in step.next if not _is_left_out(procedure, link)]
            for end in map(end_of, shown):
                yield FlowEdge(str(step.id), end)
            if not shown:
                yield FlowEdge(str(step.id), following)


def _is_hidden(localizer: Localizer, procedure: Procedure, link: Link) -> bool:
    """Whether a link leads to a step of this procedure that the audience may not see."""
    if link.id or link.part == END:
        return False
    return localizer.project.find(link, procedure) is None


def _is_left_out(procedure: Procedure, link: Link) -> bool:
    """Whether a link leads to a step of this procedure that its flow does not show."""
    for _, step in procedure.steps():
        if not link.id and str(step.id) == link.part:
            return not step.in_flow
    return False


def _drawn_end(link: Link, drawn: Sequence[str]) -> str:
    """Where an arrow ends: at a step of this procedure, or at the end of the drawing where it leads
    to another procedure or to a phase that is not drawn."""
    if not link.id and link.part in drawn:
        return str(link.part)
    return END


def _question(step: Step) -> str:
    return f"{step.id}?"


def activation_flow(localizer: Localizer, chain: Sequence[ActivationStep]) -> Flow:
    """Who proposes, orders and announces to whom."""
    people: dict[str, FlowNode] = {}
    edges: list[FlowEdge] = []
    for link in chain:
        for person in (link.by, *link.to):
            people.setdefault(str(person), _person(localizer, person))
        label = localizer.say(f"activation_{link.step}")
        for receiver in link.to:
            edges.append(FlowEdge(str(link.by), str(receiver), label))
    return Flow(
        title=localizer.say("activation_title"),
        nodes=tuple(people.values()),
        edges=tuple(dict.fromkeys(edges)),
        down=True,
    )


def _person(localizer: Localizer, link: Link) -> FlowNode:
    return FlowNode(str(link), localizer.name(link), "", "step")


def bodies_flow(localizer: Localizer, bodies: Sequence[Body]) -> Flow:
    """The tree of bodies with their leads."""
    return Flow(
        title=localizer.say("bodies_title"),
        nodes=tuple(_box(localizer, body) for body in bodies),
        edges=(*_parents(localizer, bodies), *_reports(localizer, bodies)),
    )


def _parents(localizer: Localizer, bodies: Sequence[Body]) -> Iterator[FlowEdge]:
    """An arrow to each body from the one that it stands under, where that one is drawn."""
    drawn = {str(body.id) for body in bodies}
    for body in bodies:
        if str(body.parent) in drawn:
            label = localizer.say(f"stands_{body.stands}") if body.stands else ""
            yield FlowEdge(str(body.parent), str(body.id), label)


def _reports(localizer: Localizer, bodies: Sequence[Body]) -> Iterator[FlowEdge]:
    """An arrow from each body to those of the drawn ones that it reports to besides."""
    drawn = {str(body.id) for body in bodies}
    for body in bodies:
        for link in body.reports_to:
            if link.id in drawn:
                yield FlowEdge(str(body.id), link.id, localizer.say("body_reports"))


def _box(localizer: Localizer, body: Body) -> FlowNode:
    """A body's name with its lead, and its duty in one line."""
    lead = localizer.name(body.lead)
    called = localizer.words(body.lead_title)
    if called and lead:
        lead = localizer.say("titled_post", title=called, post=lead)
    lines = filter(None, (lead, localizer.words(body.task)))
    return FlowNode(
        id=str(body.id),
        text="\n".join(lines),
        who=localizer.words(body.short or body.name),
        shape="step",
    )
