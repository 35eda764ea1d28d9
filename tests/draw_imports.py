"""Draws which package of the program imports which, from the code as it is.

python -m tests.draw_imports     writes the picture of the pages on architecture anew

Packages stand in the order of the layers in pyproject.toml, the highest first. A dot says that the
package of its row imports the package of its column. Since a layer imports from lower ones only,
every dot stands above the diagonal.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator/wardbook"
PICTURES = tuple(ROOT / "docs" / language / "imports.svg" for language in ("en", "zh"))
CELL, LEFT, TOP = 34, 130, 110
"""Pixels: a cell, and the room for the names of rows and columns."""
_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
    'height="{height}" font-family="sans-serif" font-size="13">'
    '<rect width="{width}" height="{height}" fill="#fff"/>'
)


def layers() -> list[str]:
    """The packages and modules of the program, highest first, without its entry points."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for contract in settings["tool"]["importlinter"]["contracts"]:
        if contract.get("containers") == ["wardbook"]:
            names = [name.strip() for layer in contract["layers"] for name in layer.split("|")]
            return [name for name in names if not name.startswith("__")]
    raise LookupError("pyproject.toml holds no contract for the layers of wardbook")


@cache
def imports() -> frozenset[tuple[str, str]]:
    """(package, imported package), for every package that imports another."""
    found: set[tuple[str, str]] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        found.update((own, other) for other in set(_imported(path)) if other != own)
    return frozenset(found)


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "wardbook":
                yield from (name.name for name in node.names if name.name[0] != "_")
            elif node.module.startswith("wardbook."):
                yield node.module.split(".")[1]


def picture() -> str:
    """The picture as SVG."""
    names = layers()
    size = len(names) * CELL
    found = imports()
    parts = [_HEAD.format(width=LEFT + size + 60, height=TOP + size + 10)]
    for at, name in enumerate(names):
        parts += _names(name, at, size)
    for row, name in enumerate(names):
        for column, other in enumerate(names):
            if (name, other) in found:
                parts.append(_dot(row, column))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _names(name: str, at: int, size: int) -> Iterator[str]:
    """A package's name before its row and above its column, and the lines between cells."""
    middle = at * CELL + CELL // 2
    yield f'<text x="{LEFT - 8}" y="{TOP + middle + 5}" text-anchor="end">{escape(name)}</text>'
    x = LEFT + middle
    yield f'<text transform="translate({x + 5} {TOP - 8}) rotate(-60)">{escape(name)}</text>'
    edge = at * CELL
    yield f'<path d="M{LEFT} {TOP + edge}h{size}M{LEFT + edge} {TOP}v{size}" stroke="#ddd"/>'
    yield f'<rect x="{LEFT + edge}" y="{TOP + edge}" width="{CELL}" height="{CELL}" fill="#ddd"/>'


def _dot(row: int, column: int) -> str:
    x, y = LEFT + column * CELL + CELL // 2, TOP + row * CELL + CELL // 2
    return f'<circle cx="{x}" cy="{y}" r="10" fill="#1d4f7c"/>'


def main() -> int:
    """Write the pictures."""
    for path in PICTURES:
        path.write_text(picture(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
