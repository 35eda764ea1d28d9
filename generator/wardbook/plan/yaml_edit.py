"""Changes a YAML file as a careful person would: what stays the same keeps its bytes, comments and
order.

The wished data is laid against the places of the values (`yaml_nodes`), and each difference becomes
a small replacement. Only text that `reader` has accepted comes here. Whoever writes the result
reads it back first (`plan_files`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from wardbook.findings import Mark
from wardbook.plan.data import MARK_KEY, Data, Scalar
from wardbook.plan.reader import LINE_END, with_newlines
from wardbook.plan.yaml_nodes import NodeKind, YamlNode, yaml_nodes
from wardbook.plan.yaml_text import flow, pair, scalar

_COMMENT = re.compile(r"\s#")
_GAP = re.compile(r"\n[ \t]*\n$")


@dataclass(frozen=True)
class Manner:
    """How the entries of a registry are written: the order of an entry's `keys`, and the keys whose
    whole numbers and yes or no stand `bare`."""

    keys: Sequence[str] = ()
    bare: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Cut:
    """A piece of the text that another takes the place of."""

    start: int
    end: int
    new: str


@dataclass
class _Editor:
    """The text, with newlines only, and what is to be replaced in it."""

    text: str
    manner: Manner
    cuts: list[_Cut] = field(default_factory=list)

    def cut(self, start: int, end: int, new: str) -> None:
        self.cuts.append(_Cut(start, end, new))

    def line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Where the line ends, before its line break."""
        found = self.text.find("\n", index)
        if found < 0:
            return len(self.text)
        return found

    def next_line(self, index: int) -> int:
        """Where the next line starts; the end of the text when there is none."""
        return min(self.line_end(index) + 1, len(self.text))

    def place_of(self, key: str) -> int:
        """Where a key stands among those of an entry; unknown ones come last."""
        keys = self.manner.keys
        if key not in keys:
            return len(keys)
        return keys.index(key)


def rewrite(text: str, old: Sequence[Data], new: Sequence[Data], manner: Manner) -> str:
    """The text of a registry that says `new` instead of `old`. Entries are told apart by their
    place: `new` holds changed entries of `old` in their order, then new ones; an entry of `old`
    that it lacks is taken out."""
    editor = _Editor(with_newlines(text), manner)
    root = yaml_nodes(editor.text) if old else None
    nodes: Sequence[YamlNode] = ()
    if root is not None and root.kind is NodeKind.LIST:
        nodes = root.inside
    kept, added = _paired(old, new)
    if root is None or not nodes or not kept:
        return _written_anew(editor, text, nodes, new)
    _change_entries(editor, root, old, kept)
    _append(editor, root, added)
    return _spliced(text, editor.cuts)


def commented(text: str, old: Sequence[Data]) -> Iterator[int]:
    """Places, from 0, of entries of `old` with a comment in or behind them: it goes where they are
    taken out. A sign in a quoted text is taken for one, too."""
    editor = _Editor(with_newlines(text), Manner())
    root = yaml_nodes(editor.text) if old else None
    if root is not None and root.kind is NodeKind.LIST:
        for place, node in enumerate(root.inside):
            if _COMMENT.search(editor.text, node.start, editor.line_end(node.end)):
                yield place


def _change_entries(
    editor: _Editor, root: YamlNode, old: Sequence[Data], kept: Mapping[int, Data]
) -> None:
    """Change the entries of `old` that stay and take out the others. `kept` holds the wished form
    by the identity of the old one."""
    gone = set()
    for at, before in enumerate(old):
        if id(before) not in kept:
            gone.add(at)
    items = [(entry, entry) for entry in root.inside]
    for at, (node, before) in enumerate(zip(root.inside, old, strict=True)):
        if at not in gone:
            _change(editor, node, before, kept[id(before)])
        elif root.in_brackets:
            _take_out_between(editor, items, at, gone=gone)
        else:
            _take_out_entry(editor, root.inside, node)


def newline_of(text: str) -> str:
    """What ends the lines of `text`."""
    found = LINE_END.search(text)
    if found and found[0].isascii():
        return found[0]
    return "\n"


def says(value: object) -> object:
    """What data says, without places."""
    if isinstance(value, dict):
        return {str(key): says(item) for key, item in value.items() if key != MARK_KEY}
    if isinstance(value, list):
        return [says(item) for item in value]
    return str(value)


def says_same(one: object, other: object) -> bool:
    """Whether two pieces of data say the same, wherever they stand."""
    if isinstance(one, dict) and isinstance(other, dict):
        return _mappings_say_same(one, other)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(says_same, one, other))
    return isinstance(one, str) and isinstance(other, str) and str(one) == str(other)


def _mappings_say_same(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    if one.keys() - {MARK_KEY} != other.keys() - {MARK_KEY}:
        return False
    return all(key == MARK_KEY or says_same(value, other[key]) for key, value in one.items())


def _spliced(raw: str, cuts: Sequence[_Cut]) -> str:
    """The raw text with every replacement made, each of which names a place in the same text with
    newlines only. Insertions at one place keep the order in which they were asked for."""
    newline = newline_of(raw)
    starts, starts_with_newlines = [0], [0]
    for line_end in LINE_END.finditer(raw):
        length = line_end.end() - starts[-1]
        shortened = len(line_end[0]) - 1  # "\r\n" became one character
        starts.append(line_end.end())
        starts_with_newlines.append(starts_with_newlines[-1] + length - shortened)

    def in_raw(index: int) -> int:
        line = bisect_right(starts_with_newlines, index) - 1
        return starts[line] + index - starts_with_newlines[line]

    pieces, done = [], 0
    for cut in sorted(cuts, key=lambda cut: cut.start):
        pieces += [raw[done : in_raw(cut.start)], cut.new.replace("\n", newline)]
        done = max(done, in_raw(cut.end))
    return "".join([*pieces, raw[done:]])


def _paired(old: Sequence[Data], new: Sequence[Data]) -> tuple[dict[int, Data], list[Data]]:
    """The wished form of each old entry by its identity, and the entries that are new. An entry
    carries its place along."""
    places: dict[Mark, int] = {}
    kept: dict[int, Data] = {}
    for before in old:
        mark = _mark(before)
        if mark is None:  # no mapping, so that no list can change it
            kept[id(before)] = before
        else:
            places[mark] = id(before)
    added = []
    for after in new:
        mark = _mark(after)
        if mark in places:
            kept[places[mark]] = after
        elif mark is not None:
            added.append(after)
    return kept, added


def _mark(entry: Data) -> Mark | None:
    """The place of a mapping; None for anything else."""
    if not isinstance(entry, dict):
        return None
    mark = entry.get(MARK_KEY)
    return mark if isinstance(mark, Mark) else None


def _written_anew(editor: _Editor, raw: str, nodes: Sequence[YamlNode], new: Sequence[Data]) -> str:
    """A registry that held nothing, or of which nothing stays: its comments above, then the
    entries."""
    head = editor.text
    if nodes:
        head = editor.text[: editor.line_start(nodes[0].start)]
    comments = [line for line in head.splitlines() if line.lstrip().startswith("#")]
    entries = [_block(editor, entry, "- ") for entry in new if isinstance(entry, dict)]
    written = "\n".join([*comments, *(entries or ["[]"])]) + "\n"
    return written.replace("\n", newline_of(raw))


def _change(editor: _Editor, node: YamlNode, old: Data, new: Data, key: str = "") -> None:
    """Replace what differs below `node`, which stands behind `key`."""
    if says(old) == says(new):
        return
    if node.kind is NodeKind.MAPPING and isinstance(old, dict) and isinstance(new, dict):
        _change_mapping(editor, node, old, new)
    elif (
        node.kind is NodeKind.LIST
        and isinstance(old, list)
        and isinstance(new, list)
        and _alike(old, new)
    ):
        for item, before, after in zip(node.inside, old, new, strict=True):
            _change(editor, item, before, after)
    else:
        _replace(editor, node, new, key)


def _alike(old: list[Data], new: list[Data]) -> bool:
    """Whether lists differ inside their items only."""
    return len(old) == len(new) and all(isinstance(item, dict) for item in (*old, *new))


def _replace(editor: _Editor, node: YamlNode, new: Data, key: str = "") -> None:
    """Put `new` in the place of a value."""
    start = node.start
    if node.kind is not NodeKind.SCALAR and not node.in_brackets:
        start = len(editor.text[:start].rstrip())  # a block below its key becomes a value behind it
    gap = " " if editor.text[start - 1 : start] in (":", "-") else ""
    editor.cut(start, node.end, gap + _value(editor, new, node.style, key))


def _value(editor: _Editor, value: Data, style: str, key: str) -> str:
    """A value on one line, a scalar with the quotation marks that it had (`style`)."""
    if isinstance(value, Scalar) and style:
        return scalar(value, style)
    return flow(value, editor.manner.bare, key)


def _change_mapping(
    editor: _Editor, node: YamlNode, old: Mapping[str, Data | Mark], new: Mapping[str, Data | Mark]
) -> None:
    """Change the keys that stay, take out the others and put in new ones. A mapping that keeps
    none of its keys is written anew."""
    pairs = node.pairs()
    gone = set()
    for at, (key, _) in enumerate(pairs):
        if key.text not in new:
            gone.add(at)
    if len(gone) == len(pairs):
        _replace(editor, node, dict(new))
        return
    _take_out_keys(editor, node, gone)
    for key, value in pairs:
        before, after = old.get(key.text), new.get(key.text)
        if _is_data(before) and _is_data(after):
            _change(editor, value, before, after, key.text)
    for name, item in new.items():
        if name not in old and not isinstance(item, Mark):
            _put_in(editor, node, str(name), item)


def _take_out_keys(editor: _Editor, node: YamlNode, gone: set[int]) -> None:
    """Remove the keys of a mapping that stand at the places `gone`, from 0; one stays at least."""
    for at in gone:
        if node.in_brackets:
            _take_out_between(editor, node.pairs(), at, gone=gone)
        else:
            _take_out_lines(editor, node.pairs(), at, gone=gone)


def _is_data(value: Data | Mark | None) -> TypeGuard[Data]:
    return value is not None and not isinstance(value, Mark)


def _put_in(editor: _Editor, node: YamlNode, key: str, value: Data) -> None:
    """Add a key behind the one that comes before it in the model, else behind the last one."""
    own = editor.place_of(key)
    behind = node.inside[-1]
    for name, item in node.pairs():
        if name.text in editor.manner.keys and editor.place_of(name.text) < own:
            behind = item
    written = pair(key, value, editor.manner.bare)
    if node.in_brackets:
        editor.cut(behind.end, behind.end, f", {written}")
    else:
        line = editor.line_end(behind.end)
        editor.cut(line, line, "\n" + " " * node.column + written)


def _take_out_between(
    editor: _Editor, items: Sequence[tuple[YamlNode, YamlNode]], at: int, *, gone: set[int]
) -> None:
    """Remove an item (its first and its last node) from between brackets, with the comma that it
    leaves over."""
    first, last = items[at]
    if _first_kept(gone) < at:
        editor.cut(items[at - 1][1].end, last.end, "")
    elif at + 1 < len(items):
        editor.cut(first.start, items[at + 1][0].start, "")
    else:
        editor.cut(first.start, last.end, "")


def _first_kept(gone: set[int]) -> int:
    """The first place, from 0, that is not among `gone`."""
    place = 0
    while place in gone:
        place += 1
    return place


def _take_out_lines(
    editor: _Editor, pairs: Sequence[tuple[YamlNode, YamlNode]], at: int, *, gone: set[int]
) -> None:
    """Remove a key and its value with their lines. The key behind the hyphen of an entry gives its
    place to the first one that stays."""
    first = pairs[0][0].start
    behind_hyphen = bool(editor.text[editor.line_start(first) : first].strip())
    stays = _first_kept(gone)
    if not behind_hyphen or at > stays:
        key, value = pairs[at]
        editor.cut(editor.line_start(key.start), editor.next_line(value.end), "")
    elif at == 0:
        editor.cut(first, pairs[stays][0].start, "")


def _take_out_entry(editor: _Editor, nodes: Sequence[YamlNode], node: YamlNode) -> None:
    """Remove an entry and one of the blank lines around it; comments stay."""
    start = editor.line_start(editor.text.rfind("-", 0, node.start))
    end = editor.next_line(node.end)
    following = editor.next_line(end)
    if node is not nodes[-1] and end < len(editor.text) and not editor.text[end:following].strip():
        end = following
    editor.cut(start, end, "")


def _append(editor: _Editor, root: YamlNode, added: Sequence[Data]) -> None:
    """Put new entries at the end, written as the last one is."""
    last = root.inside[-1]
    if root.in_brackets:
        for entry in added:
            editor.cut(last.end, last.end, ", " + flow(entry, editor.manner.bare))
        return
    before = editor.line_start(last.start)
    hyphen = editor.text[before : last.start]
    if hyphen.strip() != "-":  # it stands on a line of its own
        hyphen = " " * root.column + "- "
    gap = "\n"
    if len(root.inside) > 1 and _GAP.search(editor.text[:before]):
        gap = "\n\n"
    line = editor.line_end(last.end)
    for entry in added:
        editor.cut(line, line, gap + _entry(editor, entry, hyphen, in_brackets=last.in_brackets))


def _entry(editor: _Editor, entry: Data, hyphen: str, *, in_brackets: bool) -> str:
    """An entry behind `hyphen`: between brackets on one line, else as lines."""
    if in_brackets:
        return hyphen + flow(entry, editor.manner.bare)
    return _block(editor, entry, hyphen)


def _block(editor: _Editor, entry: Data, hyphen: str) -> str:
    """An entry as lines, one a key, behind `hyphen`."""
    assert isinstance(entry, dict)
    lines = []
    for key in sorted(entry, key=editor.place_of):
        value = entry[key]
        if not isinstance(value, Mark):
            lines.append(pair(key, value, editor.manner.bare))
    return hyphen + ("\n" + " " * len(hyphen)).join(lines)
