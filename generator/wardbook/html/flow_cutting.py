"""Makes flows fit paper: boxes that say the same are gathered into one, and a flow that is too long for one leaf is cut in
two, joined by lettered circles as flow charts are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wardbook.sheets.procedures.procedure_shapes import Flow, FlowEdge, FlowNode

_LEAST = 6
"""Boxes below which a flow is not cut."""
_MOST_JOINTS = 4
"""Arrows across the cut beyond which circles would explain less than a small drawing does."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
JOINT = "joint"
"""Shape of a lettered circle."""


def gathered(flow: Flow) -> Flow:
    """The flow with boxes that nothing follows, that nobody acts in and that the same arrows lead to, as one box of
    many lines: seventeen departments that are told the same need one arrow."""
    leaves = {node.id for node in flow.nodes if not node.who} - {edge.start for edge in flow.edges}
    alike: dict[tuple[tuple[str, str], ...], list[FlowNode]] = {}
    for node in flow.nodes:
        if node.id in leaves:
            arrows = tuple((edge.start, edge.label) for edge in flow.edges if edge.end == node.id)
            alike.setdefault(arrows, []).append(node)
    merged = {
        nodes[0].id: replace(nodes[0], text="\n".join(node.text for node in nodes))
        for nodes in alike.values()
    }
    gone = leaves - set(merged)
    nodes = tuple(merged.get(node.id, node) for node in flow.nodes if node.id not in gone)
    return replace(
        flow, nodes=nodes, edges=tuple(edge for edge in flow.edges if edge.end not in gone)
    )


def halves(flow: Flow) -> tuple[Flow, Flow] | None:
    """The flow's first and second part; None when it is too short to cut, or too much of a web. Cut near the middle,
    where fewest arrows cross."""
    count = sum(node.shape != JOINT for node in flow.nodes)
    if count < _LEAST:
        return None
    middle = range(count // 2 - count // 6, count // 2 + count // 6 + 1)
    at = min(middle, key=lambda place: (len(_crossed(flow, place)), abs(place - count // 2)))
    if len(_crossed(flow, at)) > _MOST_JOINTS:
        return None
    letters = dict(zip(_crossed(flow, at), _letters(flow), strict=False))
    return _part(flow, flow.nodes[:at], letters), _part(flow, flow.nodes[at:], letters)


def _crossed(flow: Flow, at: int) -> tuple[str, ...]:
    """Boxes that arrows lead to across the cut, once each."""
    first = {node.id for node in flow.nodes[:at]}
    crossing = (edge.end for edge in flow.edges if (edge.start in first) != (edge.end in first))
    return tuple(dict.fromkeys(crossing))


def _letters(flow: Flow) -> str:
    """Letters that no earlier cut has used."""
    used = {node.text for node in flow.nodes if node.shape == JOINT}
    return "".join(letter for letter in _LETTERS if letter not in used)


def _part(flow: Flow, nodes: tuple[FlowNode, ...], letters: Mapping[str, str]) -> Flow:
    """Some boxes with their arrows; an arrow across the cut leaves into a circle, and comes in from one."""
    here = {node.id for node in nodes}
    joints: dict[str, FlowNode] = {}
    edges: list[FlowEdge] = []
    for edge in flow.edges:
        letter = letters.get(edge.end, "")
        joint = FlowNode(f"joint {letter}", letter, "", JOINT)
        if edge.start in here and edge.end in here:
            edges.append(edge)
        elif edge.start in here:
            joints[joint.id] = joint
            edges.append(FlowEdge(edge.start, joint.id, edge.label))
        elif edge.end in here:
            joints[joint.id] = joint
            edges.append(FlowEdge(joint.id, edge.end))
    return Flow(flow.title, (*nodes, *joints.values()), tuple(dict.fromkeys(edges)), flow.down)
