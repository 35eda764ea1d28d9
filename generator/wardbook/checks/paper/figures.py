"""Figures: pictures that are there, inside the project, of a kind that prints sharply, and that load nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, error
from wardbook.folders import SOURCE
from wardbook.plan.model.blocks import FigureBlock

_PNG = b"\x89PNG\r\n\x1a\n"
_LOADS = re.compile(
    rb"""<script|<!ENTITY|@import|(?:href|src)\s*=\s*["']\s*(?!\#|data:)[^"'\s]|url\(\s*["']?\s*(?:[a-z]+:)?//""",
    re.IGNORECASE,
)
"""What makes a picture fetch something, or run: the site must open without any network."""


def figures(context: Context) -> Iterator[Finding]:
    """N101 a picture outside the project, N102 one that is missing, N103 neither SVG nor PNG, N104 one that loads more."""
    source = context.project.root / SOURCE
    for plan in context.project.plans.values():
        for block in plan.blocks():
            if isinstance(block, FigureBlock):
                yield from _figure(source, str(block.figure.file), block.figure.file.mark)


def _figure(source: Path, name: str, mark: Mark) -> Iterator[Finding]:
    try:
        path = (source / name).resolve()
        inside = not Path(name).is_absolute() and path.is_relative_to(source.resolve())
        content = path.read_bytes() if inside and path.is_file() else None
    except (OSError, RuntimeError):  # a name that is too long, a circle of links, no right to read
        inside, content = True, None
    if not inside:
        yield error("N101", mark, file=name)
    elif content is None:
        yield error("N102", mark, file=name)
    elif not _is_picture(Path(name).suffix.lower(), content):
        yield error("N103", mark, file=name)
    elif not content.startswith(_PNG) and (found := _LOADS.search(content)):
        yield error("N104", mark, file=name, what=found[0].decode("utf-8", "replace"))


def _is_picture(suffix: str, content: bytes) -> bool:
    """Whether the content is what the name says."""
    if suffix == ".png":
        return content.startswith(_PNG)
    return suffix == ".svg" and b"<svg" in content[:4096]


RULES = (figures,)
