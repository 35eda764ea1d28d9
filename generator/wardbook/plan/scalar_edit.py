"""One scalar of a YAML file that is to say something else: everything around it keeps its bytes."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.findings import Mark
from wardbook.plan.data import MARK_KEY, Data, Scalar
from wardbook.plan.reader import with_newlines
from wardbook.plan.yaml_edit import newline_of
from wardbook.plan.yaml_nodes import NodeKind, YamlNode, yaml_nodes
from wardbook.plan.yaml_text import scalar


def rewordings(text: str, mark: Mark, old: str, new: str) -> Iterator[str]:
    """The texts in which the scalar at a place says `new`, the one nearest to what stands there
    first. Whoever writes one of them reads it back."""
    plain = with_newlines(text)
    node = _scalar_at(plain, mark)
    if node is None:
        return
    written = plain[node.start : node.end]
    for before, after in _pieces(old, new):
        if before and written.count(before) == 1:
            yield _spliced(text, plain, node, written.replace(before, after))
    style = node.style if node.style in ("'", '"') else ""
    yield _spliced(text, plain, node, scalar(new, style))


def with_scalar(data: Data, mark: Mark, new: str) -> Data:
    """The same data with other words at a place."""
    if isinstance(data, Scalar):
        return Scalar(new, data.mark) if data.mark == mark else data
    if isinstance(data, list):
        return [with_scalar(item, mark, new) for item in data]
    changed: dict[str, Data | Mark] = {}
    for key, value in data.items():
        changed[key] = value
        if key != MARK_KEY and not isinstance(value, Mark):
            changed[key] = with_scalar(value, mark, new)
    return changed


def _pieces(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The lines that differ between two texts of as many lines."""
    before, after = old.split("\n"), new.split("\n")
    if len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            if one != other:
                yield one, other


def _scalar_at(text: str, mark: Mark) -> YamlNode | None:
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: mark.line - 1]) + mark.column - 1
    waiting = [yaml_nodes(text)]
    while waiting:
        node = waiting.pop()
        if node is None:
            continue
        if node.kind is NodeKind.SCALAR and node.start == start:
            return node
        waiting += node.inside
    return None


def _spliced(text: str, plain: str, node: YamlNode, new: str) -> str:
    made = plain[: node.start] + new + plain[node.end :]
    return made.replace("\n", newline_of(text))
