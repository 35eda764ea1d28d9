"""Flows → SVG by Graphviz at build time: the same picture on the page and on paper, real text, no script."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from functools import cache
from html import escape

from generator.fonts import FAMILY
from generator.views.shapes import Flow, FlowNode

_WIDTH = 30
"""Width of a box in half-width characters: 15 Han, 30 Latin."""
_QUESTION_WIDTH = 20
_HEADER = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_SIZE = re.compile(r'<svg width="([\d.]+)pt" height="([\d.]+)pt"')
_NO_BREAK_BEFORE = "，。；：、？！）”》%"


class GraphvizMissing(Exception):
    """`dot` is not installed."""


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` half-widths; Chinese breaks anywhere but before punctuation, Latin between words."""
    lines, line, used = [], "", 0
    for piece in _pieces(text):
        size = sum(_cells(letter) for letter in piece)
        if line and used + size > width and piece[0] not in _NO_BREAK_BEFORE:
            lines.append(line.rstrip())
            line, used = "", 0
            piece, size = piece.lstrip(), sum(_cells(letter) for letter in piece.lstrip())
        line, used = line + piece, used + size
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    return re.findall(r"[!-~À-ɏ–—]+|\s+|.", text)


def _cells(letter: str) -> int:
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


@cache
def draw(flow: Flow, prefix: str) -> str:
    """An `<svg>` element as text, its ids prefixed. Raises GraphvizMissing without `dot`."""
    program = shutil.which("dot")
    if program is None:
        raise GraphvizMissing
    source = _source(flow)
    ran = subprocess.run([program, "-Tsvg"], input=source.encode(), capture_output=True, check=True)
    return _clean(ran.stdout.decode(), flow, prefix)


def _source(flow: Flow) -> str:
    direction = "TB" if flow.down else "LR"
    lines = [
        "digraph flow {",
        f'graph [rankdir={direction}, nodesep=0.28, ranksep=0.3, margin=0, bgcolor="transparent"]',
        f'node [fontname="{FAMILY}", fontsize=11, shape=box, style="", penwidth=1.1, margin="0.16,0.09", color="#14181c"]',
        f'edge [fontname="{FAMILY}", fontsize=10, penwidth=1.1, arrowsize=0.7, color="#14181c"]',
    ]
    numbers = {node.id: f"n{at}" for at, node in enumerate(flow.nodes)}
    lines += [f"{numbers[node.id]} [{_node(node)}]" for node in flow.nodes]
    lines += [
        f"{numbers[edge.start]} -> {numbers[edge.end]} [label=<{_label(edge.label)}>]"
        for edge in flow.edges
        if edge.start in numbers and edge.end in numbers
    ]
    return "\n".join([*lines, "}"])


def _label(text: str) -> str:
    return f" {escape(text)} " if text else ""


def _node(node: FlowNode) -> str:
    shape = {"question": 'shape=hexagon, margin="0.05,0.04"', "end": 'shape=box, style="rounded"'}.get(node.shape, "shape=box")
    width = _QUESTION_WIDTH if node.shape == "question" else _WIDTH
    rows = [f'<tr><td align="center"><b>{escape(line)}</b></td></tr>' for line in wrap(node.who, width)]
    rows += [f'<tr><td align="center">{escape(line)}</td></tr>' for line in wrap(node.text, width)]
    table = f'<table border="0" cellborder="0" cellspacing="0" cellpadding="1">{"".join(rows)}</table>'
    return f"{shape}, label=<{table}>"


def _clean(svg: str, flow: Flow, prefix: str) -> str:
    """The bare element: no declaration, comments or titles that a pointer would show; a name for those who can't see it;
    a size in the same points, that the page may scale down."""
    svg = _COMMENT.sub("", _HEADER.sub("", svg))
    svg = re.sub(r"<title>.*?</title>\n?", "", svg, flags=re.DOTALL)
    svg = re.sub(r' xmlns:xlink="[^"]*"', "", svg)
    svg = re.sub(r'id="([^"]+)"', rf'id="{prefix}-\1"', svg)
    size = _SIZE.search(svg)
    label = escape(flow.title, quote=True)
    width = f'style="width: {size[1]}pt; max-width: 100%; height: auto" ' if size else ""
    return _SIZE.sub(rf'<svg role="img" aria-label="{label}" {width}', svg).strip()
