"""The plans whose laid-out pages hold what is asked of print: the flagship, the small projects and
the starters. The starter `hospital` is the flagship's own plan."""

from __future__ import annotations

from pathlib import Path

from wardbook.starters import STARTERS

ROOT = Path(__file__).parents[1]
SMALL = (*sorted((ROOT / "tests/projects").iterdir()), ROOT / "tests/site/harbour")
EVERY_PROJECT = (
    ".",
    *(str(path.relative_to(ROOT)) for path in SMALL),
    *(name for name in STARTERS if name != "hospital"),
)

LAID_OUT = (".", "tests/projects/clinic", "hospital-us")
"""Those whose pages are laid out in every run, for what the pages of each plan are asked: the
largest, and small ones on both papers. `make soak` lays out all."""


def folder_of(name: str) -> Path:
    """Where the plan of the project `name` of EVERY_PROJECT is: nobody writes into it."""
    if name not in STARTERS:
        return ROOT / name
    return ROOT / "generator/wardbook/starters/projects" / name
