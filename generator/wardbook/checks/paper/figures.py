"""Figures: pictures that are there, inside the project, print sharply, and load nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, error
from wardbook.folders import SOURCE
from wardbook.plan.model.blocks import FigureBlock

_PNG = b"\x89PNG\r\n\x1a\n"
_SVG_STARTS_WITHIN = 4096
"""Bytes in which an SVG file must have its root element: a prologue and comments may come first."""
_LOADS = re.compile(
    rb"<script|<!ENTITY|@import"
    rb"""|(?:href|src)\s*=\s*["']\s*(?!\#|data:)[^"'\s]"""
    rb"""|url\(\s*["']?\s*(?:[a-z]+:)?//""",
    re.IGNORECASE,
)
"""What makes a picture fetch something, or run: the site must open without any network."""


def figures(context: Context) -> Iterator[Finding]:
    """N101 outside the project, N102 missing, N103 neither SVG nor PNG, N104 loads something."""
    source = context.project.root / SOURCE
    for block in context.project.blocks():
        if isinstance(block, FigureBlock):
            yield from _figure(source, str(block.figure.file), block.figure.file.mark)


def _figure(source: Path, name: str, mark: Mark) -> Iterator[Finding]:
    content = None
    try:
        path = (source / name).resolve()
        outside = Path(name).is_absolute() or not path.is_relative_to(source.resolve())
        if not outside and path.is_file():
            content = path.read_bytes()
    except (OSError, RuntimeError):  # a name that is too long, a circle of links, no right to read
        outside = False
    if outside:
        yield error("N101", mark, file=name)
    elif content is None:
        yield error("N102", mark, file=name)
    elif not _is_picture(Path(name).suffix.lower(), content):
        yield error("N103", mark, file=name)
    elif not content.startswith(_PNG):
        loading = _LOADS.search(content)
        if loading:
            yield error("N104", mark, file=name, what=loading[0].decode("utf-8", "replace"))


def _is_picture(suffix: str, content: bytes) -> bool:
    """Whether the content is what the name says."""
    if suffix == ".png":
        return content.startswith(_PNG)
    return suffix == ".svg" and b"<svg" in content[:_SVG_STARTS_WITHIN]


CHECKS = (figures,)
