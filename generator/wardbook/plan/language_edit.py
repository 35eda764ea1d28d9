"""Words of texts in one language, put into the text of a file of the plan: everything around them
keeps its bytes. Whoever writes the result reads it back (`plan_files`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wardbook.findings import Mark
from wardbook.plan.data import MARK_KEY, Data, Scalar
from wardbook.plan.reader import with_newlines
from wardbook.plan.yaml_edit import newline_of
from wardbook.plan.yaml_nodes import NodeKind, YamlNode, yaml_nodes
from wardbook.plan.yaml_text import pair, scalar


@dataclass(frozen=True)
class LanguageEdit:
    """The text whose mapping of languages stands at `mark` says `words` in `language`."""

    mark: Mark
    language: str
    words: str


def with_languages(text: str, edits: Iterable[LanguageEdit], *, plainly: bool = False) -> str:
    """The text of a file after all edits. `plainly`: each on one line with quotation marks, which
    reads as meant wherever it stands."""
    plain = with_newlines(text)
    starts = _line_starts(plain)
    mappings = _mappings(yaml_nodes(plain))
    pieces, done = [], 0
    cuts = []
    for edit in edits:
        node = mappings.get(starts[edit.mark.line - 1] + edit.mark.column - 1)
        if node:
            cuts.append(_cut(plain, node, edit, plainly=plainly))
    for start, end, new in sorted(cuts):
        pieces += [plain[done:start], new]
        done = end
    return "".join([*pieces, plain[done:]]).replace("\n", newline_of(text))


def with_words(data: Data, edits: Mapping[Mark, LanguageEdit]) -> Data:
    """The same data with the words of the edits, by the places of their mappings: what `text` is to
    say."""
    if isinstance(data, Scalar):
        return data
    if isinstance(data, list):
        return [with_words(item, edits) for item in data]
    changed: dict[str, Data | Mark] = {}
    for key, value in data.items():
        changed[key] = value
        if key != MARK_KEY and not isinstance(value, Mark):
            changed[key] = with_words(value, edits)
    own = data.get(MARK_KEY)
    edit = edits.get(own) if isinstance(own, Mark) else None
    if edit:
        changed[edit.language] = Scalar(edit.words, edit.mark)
    return changed


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _mappings(root: YamlNode | None) -> dict[int, YamlNode]:
    """The mappings of scalars alone, by where they start: an outer mapping can start where its
    first value does."""
    found = {}
    waiting = [root] if root else []
    while waiting:
        node = waiting.pop()
        is_text = all(inner.kind is NodeKind.SCALAR for inner in node.inside)
        if node.kind is NodeKind.MAPPING and is_text:
            found[node.start] = node
        waiting += node.inside
    return found


def _cut(text: str, node: YamlNode, edit: LanguageEdit, *, plainly: bool) -> tuple[int, int, str]:
    """Where something is replaced, and by what."""
    for key, value in node.pairs():
        if key.text == edit.language:
            gap = "" if text[value.start - 1 : value.start].isspace() else " "
            return value.start, value.end, gap + _written(text, value, edit.words, plainly=plainly)
    last = node.inside[-1]
    new = pair(edit.language, Scalar(edit.words, edit.mark))
    if node.in_brackets:
        return last.end, last.end, f", {new}"
    end = text.find("\n", last.end)
    end = len(text) if end < 0 else end
    return end, end, "\n" + " " * node.column + new


def _written(text: str, node: YamlNode, words: str, *, plainly: bool) -> str:
    """The words as the scalar was written: in lines below a bar, else on one line."""
    if node.style == "|" and not plainly:
        head, newline, _ = text[node.start : node.end].partition("\n")
        first = text[node.start : node.end].partition("\n")[2]
        indent = " " * (len(first) - len(first.lstrip(" ")))
        lines = [indent + line if line else "" for line in words.rstrip("\n").split("\n")]
        return head + newline + "\n".join(lines)
    style = node.style if node.style in ("'", '"') else ""
    return scalar(words, '"' if plainly else style)
