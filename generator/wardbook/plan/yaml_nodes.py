"""Where in a text each value stands: for edits that touch nothing else.

Made of the very events that the reader makes its data of: what is read and what is edited can't be
two things.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import yaml

from wardbook.plan.reader import events

_BARS = ("|", ">")


class NodeKind(Enum):
    """What a node of YAML is."""

    SCALAR = "scalar"
    LIST = "list"
    MAPPING = "mapping"


_KINDS: dict[type[yaml.Event], NodeKind] = {
    yaml.ScalarEvent: NodeKind.SCALAR,
    yaml.SequenceStartEvent: NodeKind.LIST,
    yaml.MappingStartEvent: NodeKind.MAPPING,
}


@dataclass
class YamlNode:
    """A value in a text: `start` and `end` are positions in it, `column` is where the value begins
    in its line. A mapping's `inside` holds keys and values in turn. `style` is a scalar's quotation
    mark or bar; `in_brackets` says how a collection is written."""

    kind: NodeKind
    start: int
    end: int
    column: int
    style: str = ""
    text: str = ""
    in_brackets: bool = False
    inside: list[YamlNode] = field(default_factory=list)

    def pairs(self) -> list[tuple[YamlNode, YamlNode]]:
        """Keys and values of a mapping, in their order."""
        return list(zip(self.inside[::2], self.inside[1::2], strict=True))


def yaml_nodes(text: str) -> YamlNode | None:
    """The outermost value of `text`, which the reader has accepted; None when it holds none."""
    root: YamlNode | None = None
    unclosed: list[YamlNode] = []
    for event in events(text):
        if isinstance(event, yaml.CollectionEndEvent):
            _close(unclosed.pop(), event)
            continue
        kind = _KINDS.get(type(event))
        if kind is None:  # where the file or the document begins and ends
            continue
        node = _node(kind, event, text)
        if unclosed:
            unclosed[-1].inside.append(node)
        root = root or node
        if kind is not NodeKind.SCALAR:
            unclosed.append(node)
    return root


def _node(kind: NodeKind, event: Any, text: str) -> YamlNode:
    node = YamlNode(kind, event.start_mark.index, event.end_mark.index, event.start_mark.column)
    if kind is not NodeKind.SCALAR:
        node.in_brackets = bool(event.flow_style)
        return node
    node.style, node.text = event.style or "", event.value
    if node.style in _BARS:  # its mark lies at the start of what follows it
        node.end = len(text[: node.end].rstrip())
    return node


def _close(node: YamlNode, event: Any) -> None:
    """Set where a collection ends: without brackets, the mark lies at the start of what follows
    it."""
    node.end = event.end_mark.index
    if node.inside and not node.in_brackets:
        node.end = node.inside[-1].end
