"""Makes flows fit paper: boxes that say the same are gathered into one, and a flow that is too long
for one leaf is cut in two, joined by lettered circles as flow charts are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from wardbook.sheets.procedures.flows import Flow, FlowEdge, FlowNode

_LEAST = 6
"""Boxes below which a flow is not cut."""
_MOST_JOINTS = 4
"""Arrows across the cut beyond which circles would explain less than a small drawing does."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
JOINT = "joint"
"""Shape of a lettered circle."""


def gathered(flow: Flow) -> Flow:
    """The flow with boxes that nothing follows, that nobody acts in and that the same arrows lead
    to, as one box of many lines: seventeen departments that are told the same need one arrow."""
    merged: dict[str, FlowNode] = {}
    gone: set[str] = set()
    for boxes in _alike(flow):
        first, *others = boxes
        merged[first.id] = replace(first, text="\n".join(box.text for box in boxes))
        gone |= _ids(others)
    nodes = []
    for node in flow.nodes:
        if node.id not in gone:
            nodes.append(merged.get(node.id, node))
    edges = [edge for edge in flow.edges if edge.end not in gone]
    return replace(flow, nodes=tuple(nodes), edges=tuple(edges))


def _alike(flow: Flow) -> Iterable[list[FlowNode]]:
    """Boxes that nothing follows and nobody acts in, grouped by the arrows that lead to them."""
    followed: set[str] = set()
    arrows: dict[str, list[tuple[str, str]]] = {}
    for edge in flow.edges:
        followed.add(edge.start)
        arrows.setdefault(edge.end, []).append((edge.start, edge.label))
    groups: dict[tuple[tuple[str, str], ...], list[FlowNode]] = {}
    for node in flow.nodes:
        if node.who or node.id in followed:
            continue
        groups.setdefault(tuple(arrows.get(node.id, ())), []).append(node)
    return groups.values()


def halves(flow: Flow) -> tuple[Flow, Flow] | None:
    """The flow's first and second part; None when it is too short to cut, or too much of a web.

    The cut is in the middle third of the boxes, where fewest arrows cross.
    """
    count = sum(node.shape != JOINT for node in flow.nodes)
    if count < _LEAST:
        return None

    def badness(cut: int) -> tuple[int, int]:
        return len(_crossed(flow, cut)), abs(cut - count // 2)

    middle_third = range(count // 2 - count // 6, count // 2 + count // 6 + 1)
    cut = min(middle_third, key=badness)
    crossed = _crossed(flow, cut)
    if len(crossed) > _MOST_JOINTS:
        return None
    letters = dict(zip(crossed, _letters(flow), strict=False))
    return _part(flow, flow.nodes[:cut], letters), _part(flow, flow.nodes[cut:], letters)


def _crossed(flow: Flow, cut: int) -> tuple[str, ...]:
    """Boxes that arrows lead to across the cut before the box at `cut`, once each."""
    before = _ids(flow.nodes[:cut])
    found: dict[str, None] = {}
    for edge in flow.edges:
        if (edge.start in before) != (edge.end in before):
            found[edge.end] = None
    return tuple(found)


def _letters(flow: Flow) -> str:
    """Letters that no earlier cut has used."""
    letters = _LETTERS
    for node in flow.nodes:
        if node.shape == JOINT:
            letters = letters.replace(node.text, "")
    return letters


def _ids(nodes: Iterable[FlowNode]) -> set[str]:
    return {node.id for node in nodes}


def _part(flow: Flow, nodes: tuple[FlowNode, ...], letters: Mapping[str, str]) -> Flow:
    """Some boxes with their arrows; an arrow across the cut leaves into a circle, and comes in from
    one."""
    here = _ids(nodes)
    joints: dict[str, FlowNode] = {}
    edges: list[FlowEdge] = []
    for edge in flow.edges:
        starts, ends = edge.start in here, edge.end in here
        if starts and ends:
            edges.append(edge)
        elif starts or ends:
            joint = _joint(letters.get(edge.end, ""))
            joints[joint.id] = joint
            edges.append(_cut_edge(edge, joint, leaves=starts))
    return Flow(flow.title, (*nodes, *joints.values()), tuple(dict.fromkeys(edges)), flow.down)


def _joint(letter: str) -> FlowNode:
    """A lettered circle."""
    return FlowNode(f"joint {letter}", letter, "", JOINT)


def _cut_edge(edge: FlowEdge, joint: FlowNode, *, leaves: bool) -> FlowEdge:
    """The half of an arrow that stands in a part: into the circle where it leaves the part, else
    out of it. What the arrow says stands where it leaves."""
    if leaves:
        return FlowEdge(edge.start, joint.id, edge.label)
    return FlowEdge(joint.id, edge.end)
