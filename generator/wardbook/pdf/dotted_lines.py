"""Dotted and dashed lines on one side of a box, as one stroke each. WeasyPrint strokes those that
go round a box, and draws one on a side dot by dot: tables of contents held sixty thousand dots,
which took longer than their words."""

from __future__ import annotations

from functools import cache
from typing import Any

from weasyprint import draw
from weasyprint.draw import border
from weasyprint.draw.color import get_color

_SIDES = ("top", "right", "bottom", "left")
_BROKEN = ("dotted", "dashed")
_SHORT = 4
"""Widths of a line that has hardly room for two dots."""
_DRAW = border.draw_border


@cache
def stroke_broken_lines() -> None:
    """Have WeasyPrint draw them so, in this process."""
    draw.draw_border = border.draw_border = _draw_border


def _draw_border(stream: Any, box: Any) -> None:
    side = _line_of(box)
    if side is None:
        _DRAW(stream, box)
        return
    with stream.artifact(), stream.stacked():
        stream.set_color(get_color(box.style, f"border_{side}_color"), stroke=True)
        _stroke(stream, box, side)


def _line_of(box: Any) -> str | None:
    """The side on which a box has a dotted or a dashed line and nothing else around it."""
    drawn = [side for side in _SIDES if _width(box, side)]
    if len(drawn) != 1 or box.style[f"border_{drawn[0]}_style"] not in _BROKEN:
        return None
    side = drawn[0]
    x, y, to_x, to_y = _ends(box, side)
    if not _is_plain(box, side) or to_x - x + to_y - y <= _SHORT * _width(box, side):
        return None
    return side


def _is_plain(box: Any, side: str) -> bool:
    """Whether a box is seen, and has no picture for a border, no lines between columns and no round
    corners."""
    style = box.style
    hides = style["visibility"] != "visible" or not get_color(style, f"border_{side}_color").alpha
    other = style["border_image_source"][0] != "none" or style["column_rule_width"]
    return not (hides or other or any(map(any, box.rounded_border_box()[4:])))


def _width(box: Any, side: str) -> float:
    width: float = getattr(box, f"border_{side}_width")
    return width


def _ends(box: Any, side: str) -> tuple[float, float, float, float]:
    """Where the middle of a side's line begins and ends."""
    left, top, width, height = box.rounded_border_box()[:4]
    half = _width(box, side) / 2
    right, bottom = left + width, top + height
    return {
        "top": (left, top + half, right, top + half),
        "right": (right - half, top, right - half, bottom),
        "bottom": (left, bottom - half, right, bottom - half),
        "left": (left + half, top, left + half, bottom),
    }[side]


def _stroke(stream: Any, box: Any, side: str) -> None:
    """Stroke a line with a dot or a dash at both ends, as WeasyPrint has them around a box."""
    x, y, to_x, to_y = _ends(box, side)
    length, width = to_x - x + to_y - y, _width(box, side)
    stream.set_line_width(width)
    if box.style[f"border_{side}_style"] == "dashed":
        dash = length / (2 * int(length // (6 * width)) + 1)
        stream.set_dash([dash, dash], 0)
    else:
        along, across = (width / 2, 0) if to_x > x else (0, width / 2)
        x, to_x, y, to_y = x + along, to_x - along, y + across, to_y - across
        stream.set_line_cap(1)  # round ends reach beyond the line by half its width
        stream.set_dash([0, (length - width) / int(length // (2 * width))], 0)
    stream.move_to(x, y)
    stream.line_to(to_x, to_y)
    stream.stroke()
