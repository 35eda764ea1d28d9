"""Flows → SVG by Graphviz at build time: the same picture on the page and on paper, real text, no
script. A flow is drawn in the shape that stays largest in its room, and cut into parts where even
that could not be read."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from itertools import product
from pathlib import Path

from wardbook.fonts import FAMILY
from wardbook.html.flow_cutting import gathered, halves
from wardbook.html.kept_drawings import kept_drawings
from wardbook.html.word_wrap import wrap
from wardbook.machine import find_program
from wardbook.sheets.procedures.flows import Flow, FlowNode
from wardbook.theme import measures


@dataclass(frozen=True)
class Room:
    """Where a drawing must fit, in points, and whether it may be cut into parts."""

    width: float
    height: float
    parts: bool


SCREEN = Room(620, 5000, parts=False)


def paper_room(roots: tuple[Path, ...]) -> Room:
    """The text block of a leaf on the paper of the house, less the figure's caption. Raises
    ThemeError."""
    found = measures(roots)
    return Room(found["drawing_width"], found["drawing_height"], parts=True)


_TYPE = 11.0
_SMALLEST = 9.0
"""Points: what a box is set in, and what paper may shrink it to."""
_BETWEEN = 20.0
"""Points between two parts that stand side by side, and for rounding."""
_TALL = 180.0
"""Points of a drawing's height, a quarter of a page, from which it stands at the foot of a page and
text goes on above it (`.tall` in base.css): in its place it might leave a page half empty."""
_ENOUGH = 0.92
"""Scale above which no other shape is tried."""
_WIDTHS = (28, 38, 46, 60, 72, 20, 16)
"""Widths of a box to try, in half-width characters (14 Han, 28 Latin …). Wider boxes have fewer
lines and use the width of the page; the narrow ones are for many side by side."""
_QUESTION = 26
"""Half-widths that a line of a question has at least: with fewer, a diamond is mostly height."""
_PREAMBLE = """\
graph [rankdir={direction}, nodesep=0.18, ranksep=0.19, margin=0, pad=0.03, bgcolor="transparent"]
node [fontname="{font}", fontsize=11, shape=box, penwidth=1, margin="0.13,0.06",
  height=0.1, width=0.1, color="#000000"]
edge [fontname="{font}", fontsize=11, penwidth=1, arrowsize=0.65, color="#000000"]"""
_SHAPES = {
    "question": 'shape=diamond, margin="0.1,0.05", height=0.62',
    "end": 'style="rounded"',
    "joint": 'shape=circle, penwidth=1.6, margin="0.02"',
}
_TABLE = '<table border="0" cellborder="0" cellspacing="0" cellpadding="0">'
"""How a box's label begins: Graphviz breaks no lines, so that each is a row."""
_HEADER = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_NODE_TITLE = re.compile(r"<title>.*?</title>\n?", re.DOTALL)
_SIZE = re.compile(r'<svg width="([\d.]+)pt" height="([\d.]+)pt"')
_END = "</svg>"
_SET = re.compile(r"\bT ([-\d.]+) ([-\d.]+) -?\d ([\d.]+) \d+ -")
"""A line of text among Graphviz' drawing operations: where it starts, how it is aligned, and how
wide it is in the font that the boxes were measured with."""
_TEXT = re.compile(r'<text text-anchor="start" x="([-\d.]+)" y="([-\d.]+)"')


class GraphvizMissing(Exception):
    """`dot` is not installed."""


def draw(flow: Flow, prefix: str) -> str:
    """An `<svg>` for the screen, its ids prefixed. Raises GraphvizMissing without `dot`."""
    return draw_in(flow, prefix, SCREEN)[0]


def draw_in(flow: Flow, prefix: str, room: Room) -> tuple[str, ...]:
    """`<svg>` elements, ids prefixed, that fit the room: one, or parts that lettered circles join.
    Raises GraphvizMissing."""
    return _drawn_with(os.environ.get("FONTCONFIG_FILE", ""), flow, prefix, room)


@cache
def _drawn_with(fonts: str, flow: Flow, prefix: str, room: Room) -> tuple[str, ...]:
    """What `draw_in` gives while Graphviz takes its fonts from the file `fonts`: other fonts have
    other widths, so that a drawing holds for these alone."""
    flow = gathered(flow)
    best = _best(flow, room)
    too_small = best.scale * _TYPE < _SMALLEST
    parts = None
    if room.parts and too_small:
        parts = halves(flow)
    if parts is None:
        return (_clean(best, flow, prefix, room),)
    beside = _beside(parts, prefix, room)
    if beside:
        return (beside,)
    svgs: list[str] = []
    for number, part in enumerate(parts, 1):
        svgs += _drawn_with(fonts, part, f"{prefix}-{number}", room)
    return tuple(svgs)


def _beside(parts: tuple[Flow, Flow], prefix: str, room: Room) -> str:
    """Both parts of a flow in one row, each as wide as it needs, which take half the paper; empty
    where they would be too small to read."""
    width = room.width - _BETWEEN
    drawings = [_best(part, room) for part in parts]
    wanted = sum(drawing.width * drawing.scale for drawing in drawings)
    svgs = []
    for number, (part, drawing) in enumerate(zip(parts, drawings, strict=True), 1):
        share = replace(room, width=drawing.width * drawing.scale * min(1.0, width / wanted))
        fitted = _best(part, share) if wanted > width else drawing
        if fitted.scale * _TYPE < _SMALLEST:
            return ""
        svgs.append(_clean(fitted, part, f"{prefix}-{number}", share))
    return f'<div class="beside">{"".join(svgs)}</div>'


@dataclass(frozen=True)
class _Drawing:
    """What Graphviz drew, the operations that it drew with, its size in points, and what it must be
    scaled by to fit."""

    svg: str
    operations: str
    width: float
    height: float
    scale: float


def _best(flow: Flow, room: Room) -> _Drawing:
    """The largest drawing among those of several box widths and both directions, or the first that
    is large enough."""
    best: _Drawing | None = None
    for direction, width in product(("TB", "LR"), _WIDTHS):
        drawing = _drawn(_source(flow, width, direction), room)
        if best is None or drawing.scale > best.scale:
            best = drawing
        if best.scale > _ENOUGH:
            break
    assert best is not None, "there are widths"
    return best


def _drawn(source: str, room: Room) -> _Drawing:
    """What Graphviz makes of DOT source. Raises GraphvizMissing."""
    program = find_program("dot")
    if program is None:
        raise GraphvizMissing
    written = kept_drawings().find(program, source)
    if written is None:
        command = [program, "-Tsvg", "-Txdot"]
        done = subprocess.run(command, input=source.encode(), capture_output=True, check=True)
        written = done.stdout.decode().replace("\r\n", "\n")
        kept_drawings().keep(program, source, written)
    drawn, end, operations = written.partition(_END)
    svg = drawn + end
    size = _SIZE.search(svg)
    assert size is not None, "Graphviz writes the size of every drawing"
    width, height = float(size[1]), float(size[2])
    scale = min(1.0, room.width / width, room.height / height)
    return _Drawing(svg, operations, width, height, scale)


def _source(flow: Flow, width: int, direction: str) -> str:
    """The flow in Graphviz' DOT language; an arrow from or to a box that is not there is left out.

    `width` is that of a box in half-width characters, `direction` one of Graphviz' rankdir.
    """
    names = {node.id: f"n{number}" for number, node in enumerate(flow.nodes)}
    lines = ["digraph flow {", _PREAMBLE.format(direction=direction, font=FAMILY)]
    for node in flow.nodes:
        lines.append(f"{names[node.id]} [{_node(node, width)}]")
    for edge in flow.edges:
        start, end = names.get(edge.start), names.get(edge.end)
        if start and end:
            lines.append(f"{start} -> {end} [label=<{_edge_label(edge.label)}>]")
    lines.append("}")
    return "\n".join(lines)


def _edge_label(text: str) -> str:
    if not text:
        return ""
    return f" <b>{escape(text)}</b> "


def _node(node: FlowNode, width: int) -> str:
    """A box's attributes: who does it in bold above what is done."""
    room = width
    if node.shape == "question":
        # A diamond has room for two thirds of what its box would hold
        room = max(_QUESTION, width * 2 // 3)
    rows = []
    for line in wrap(node.who, room):
        rows.append(_row(f"<b>{escape(line)}</b>"))
    for text in node.text.splitlines():
        for line in wrap(text, room):
            rows.append(_row(escape(line)))
    label = f"label=<{_TABLE}{''.join(rows)}</table>>"
    shape = _SHAPES.get(node.shape)
    return f"{shape}, {label}" if shape else label


def _row(line: str) -> str:
    return f"<tr><td>{line}</td></tr>"


def _clean(drawing: _Drawing, flow: Flow, prefix: str, room: Room) -> str:
    """The bare element: no declaration, comments or titles that a pointer would show; a name for
    those who can't see it."""
    svg = _NODE_TITLE.sub("", _COMMENT.sub("", _HEADER.sub("", drawing.svg)))
    svg = re.sub(r' xmlns:xlink="[^"]*"', "", svg)
    svg = re.sub(r'id="([^"]+)"', rf'id="{prefix}-\1"', svg)
    label = escape(flow.title, quote=True)
    width = f"{drawing.width * drawing.scale:.1f}pt"
    tall = ' class="tall"' if drawing.height * drawing.scale > _TALL else ""
    height = f"{drawing.height * drawing.scale:.1f}pt"
    if not room.parts:
        svg = _as_wide_as_measured(svg, drawing.operations)
        size = f'style="width: {width}; max-width: 100%; height: auto"'
        return _SIZE.sub(lambda _: f'<svg role="img" aria-label="{label}" {size}', svg).strip()
    # WeasyPrint wants both sizes and no ratio, and takes the name from a title
    svg = _SIZE.sub(f'<svg width="{width}" height="{height}"{tall}', svg)
    opening = re.search(r"<svg[^>]*>", svg)
    assert opening is not None, "Graphviz draws one element"
    title = f"<title>{label}</title>"
    return f"{svg[: opening.end()]}{title}{svg[opening.end() :]}".strip()


def _as_wide_as_measured(svg: str, operations: str) -> str:
    """The drawing with the width of each line of text written at it: a browser may set it in a font
    that is wider than the one its box was measured with, and makes it as wide as the box holds."""
    widths: dict[tuple[float, float], str] = {}
    for x, y, width in _SET.findall(operations.replace("\\\n", "")):
        widths[float(x), -float(y)] = width

    def with_width(text: re.Match[str]) -> str:
        width = widths.get((float(text[1]), float(text[2])))
        if width is None:
            return text[0]
        return f'{text[0]} textLength="{width}" lengthAdjust="spacingAndGlyphs"'

    return _TEXT.sub(with_width, svg)
