"""Changes a YAML file as a careful person would: what stays the same keeps its bytes, comments and order.

The old text is composed into nodes with places, and the wished data is laid against them; each difference becomes a small
replacement. Only text that `reader` has accepted comes here, so that composing is safe (no aliases, no abyss).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from generator.lists.writing import flow, scalar
from generator.source.data import MARK_KEY, Data, Scalar


@dataclass
class _Surgeon:
    """The text and what is to be replaced in it: `(start, end, new)`. `keys` is the order of an entry's keys, `counts`
    names those that are written as bare numbers."""

    text: str
    keys: Sequence[str]
    counts: frozenset[str]
    cuts: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Where the line ends, before its line break."""
        found = self.text.find("\n", index)
        end = len(self.text) if found < 0 else found
        return end - 1 if end > index and self.text[end - 1] == "\r" else end

    def next_line(self, index: int) -> int:
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found + 1

    def done(self) -> str:
        """The text with every replacement made. Insertions at one place keep the order in which they were asked for."""
        text = self.text
        for start, end, new in [cut for _, cut in sorted(enumerate(self.cuts), key=lambda it: (it[1][0], it[0]))][::-1]:
            text = text[:start] + new + text[end:]
        return text


def rewrite(text: str, old: Sequence[Data], new: Sequence[Data], keys: Sequence[str], counts: frozenset[str]) -> str:
    """The text of a registry that says `new` instead of `old`. Entries are told apart by identity of place: `new` holds
    changed entries of `old` in their order, then new ones; an entry of `old` that it lacks is taken out."""
    root = yaml.compose(text, Loader=yaml.SafeLoader) if text.strip() else None
    surgeon = _Surgeon(text, keys, counts)
    nodes = list(root.value) if isinstance(root, yaml.SequenceNode) else []
    kept, added = _paired(old, new)
    if not nodes or not kept:
        return _written_anew(surgeon, nodes, new)
    for node, before in zip(nodes, old, strict=True):
        after = kept.get(id(before))
        if after is None:
            _take_out_entry(surgeon, nodes, node)
        else:
            _change(surgeon, node, before, after)
    _append(surgeon, nodes, added)
    return surgeon.done()


def _paired(old: Sequence[Data], new: Sequence[Data]) -> tuple[dict[int, Data], list[Data]]:
    """The wished form of each old entry by its identity, and the entries that are new. An entry carries its place along."""
    places = {before[MARK_KEY]: id(before) for before in old if isinstance(before, dict)}
    places_of = [(after[MARK_KEY] if isinstance(after, dict) else None, after) for after in new]
    kept = {places[place]: after for place, after in places_of if place in places}
    kept |= {id(before): before for before in old if not isinstance(before, dict)}
    return kept, [after for place, after in places_of if place not in places and isinstance(after, dict)]


def _written_anew(surgeon: _Surgeon, nodes: Sequence[yaml.Node], new: Sequence[Data]) -> str:
    """A registry that held nothing, or of which nothing stays: its comments above, then the entries."""
    head = surgeon.text[: surgeon.line_start(nodes[0].start_mark.index)] if nodes else surgeon.text
    lines = [line for line in head.splitlines() if line.lstrip().startswith("#")]
    entries = [_block(surgeon, entry, "- ") for entry in new if isinstance(entry, dict)]
    return surgeon.newline.join([*lines, *(entries or ["[]"])]) + surgeon.newline


def _change(surgeon: _Surgeon, node: yaml.Node, old: Data, new: Data) -> None:
    """Replace what differs below `node`."""
    if says(old) == says(new):
        return
    if isinstance(node, yaml.MappingNode) and isinstance(old, dict) and isinstance(new, dict):
        _change_mapping(surgeon, node, old, new)
    elif isinstance(node, yaml.SequenceNode) and isinstance(old, list) and isinstance(new, list) and _alike(old, new):
        for item, before, after in zip(node.value, old, new, strict=True):
            _change(surgeon, item, before, after)
    else:
        _replace(surgeon, node, new)


def _alike(old: list[Data], new: list[Data]) -> bool:
    """Whether lists differ inside their items only."""
    return len(old) == len(new) and all(isinstance(item, dict) for item in (*old, *new))


def _replace(surgeon: _Surgeon, node: yaml.Node, new: Data) -> None:
    start, end = node.start_mark.index, _end(node, surgeon.text)
    style = node.style if isinstance(node, yaml.ScalarNode) else None
    written = scalar(new, style) if isinstance(new, Scalar) else flow(new, surgeon.counts)
    before = surgeon.text[start - 1 : start]
    if isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) and not node.flow_style:
        start = len(surgeon.text[:start].rstrip())  # a block below its key becomes a value behind it
        before = surgeon.text[start - 1 : start]
    surgeon.cuts.append((start, end, (" " if before == ":" else "") + written))


def _change_mapping(
    surgeon: _Surgeon, node: yaml.MappingNode, old: Mapping[str, object], new: Mapping[str, object]
) -> None:
    pairs = [(str(key.value), key, value) for key, value in node.value]
    for at, (key, _, value) in enumerate(pairs):
        if key not in new:
            _take_out(surgeon, node, at)
        else:
            _change(surgeon, value, old[key], new[key])  # type: ignore[arg-type]
    for key in new:
        if key != MARK_KEY and key not in old:
            _put_in(surgeon, node, str(key), new[key])  # type: ignore[arg-type]


def _put_in(surgeon: _Surgeon, node: yaml.MappingNode, key: str, value: Data) -> None:
    """Add a key behind the one that comes before it in the model, else behind the last one that stays."""
    order = {name: place for place, name in enumerate(surgeon.keys)}
    own = order.get(key, len(order))
    behind = [value for name, value in node.value if order.get(str(name.value), -1) < own]
    end = _end((behind or [node.value[-1][1]])[-1], surgeon.text)
    written = f"{key}: {flow(value, surgeon.counts, key)}"
    if node.flow_style:
        surgeon.cuts.append((end, end, f", {written}"))
    else:
        line = surgeon.line_end(end)
        surgeon.cuts.append((line, line, surgeon.newline + " " * node.start_mark.column + written))


def _take_out(surgeon: _Surgeon, node: yaml.MappingNode, at: int) -> None:
    """Remove a key and its value."""
    key, value = node.value[at]
    start, end = key.start_mark.index, _end(value, surgeon.text)
    if node.flow_style:
        if at:
            start = _end(node.value[at - 1][1], surgeon.text)
        elif len(node.value) > 1:
            end = node.value[1][0].start_mark.index
    elif surgeon.text[surgeon.line_start(start) : start].strip():  # it stands behind the hyphen of its entry
        end = node.value[1][0].start_mark.index if len(node.value) > 1 else end
    else:
        start, end = surgeon.line_start(start), surgeon.next_line(end)
    surgeon.cuts.append((start, end, ""))


def _take_out_entry(surgeon: _Surgeon, nodes: Sequence[yaml.Node], node: yaml.Node) -> None:
    """Remove an entry and one of the blank lines around it; comments stay."""
    start = surgeon.line_start(node.start_mark.index)
    end = surgeon.next_line(_end(node, surgeon.text))
    following = surgeon.next_line(end)
    if node is not nodes[-1] and end < len(surgeon.text) and not surgeon.text[end:following].strip():
        end = following
    surgeon.cuts.append((start, end, ""))


def _append(surgeon: _Surgeon, nodes: Sequence[yaml.Node], added: Sequence[Data]) -> None:
    """Put new entries at the end, written as the last one is."""
    last = nodes[-1]
    start = last.start_mark.index
    hyphen = surgeon.text[surgeon.line_start(start) : start]
    gap = len(nodes) > 1 and bool(re.search(r"\n[ \t\r]*\n$", surgeon.text[: surgeon.line_start(start)]))
    line = surgeon.line_end(_end(last, surgeon.text))
    for entry in added:
        if isinstance(last, yaml.MappingNode) and last.flow_style:
            written = hyphen + flow(entry, surgeon.counts)
        else:
            written = _block(surgeon, entry, hyphen)
        surgeon.cuts.append((line, line, surgeon.newline * (2 if gap else 1) + written))


def _block(surgeon: _Surgeon, entry: Data, hyphen: str) -> str:
    """An entry as lines, one a key, behind `hyphen`."""
    assert isinstance(entry, dict)
    order = {name: place for place, name in enumerate(surgeon.keys)}
    names = sorted((key for key in entry if key != MARK_KEY), key=lambda key: order.get(key, len(order)))
    lines = [f"{key}: {flow(entry[key], surgeon.counts, key)}" for key in names]  # type: ignore[arg-type]
    return hyphen + (surgeon.newline + " " * len(hyphen)).join(lines)


def _end(node: yaml.Node, text: str) -> int:
    """Where a node's last character ends: a block collection's own mark lies at the start of what follows it."""
    if isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last, text)
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return len(text[:end].rstrip())
    return end


def says(value: object) -> object:
    """What data says, without places."""
    if isinstance(value, dict):
        return {str(key): says(item) for key, item in value.items() if key != MARK_KEY}
    return [says(item) for item in value] if isinstance(value, list) else str(value)
