"""The job that prints one language: lays its sheets out once, then writes manuals, cards and forms. Runs in any process."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from pathlib import Path

from generator.findings import Finding, Mark, error
from generator.fonts import use_fonts
from generator.render.made import Made
from generator.theme import theme_roots
from generator.views.book import Book


@dataclass(frozen=True)
class Order:
    """What to print of one book, and where. Cards and forms are sheet ids, manuals are manual ids."""

    book: Book
    project: Path
    stage: Path
    cache: Path
    manuals: tuple[str, ...]
    cards: tuple[str, ...]
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Pressed:
    """What a job made and what was wrong. `leaves` counts laid-out pages."""

    files: tuple[Made, ...]
    findings: tuple[Finding, ...]
    leaves: int = 0


def press(order: Order) -> Pressed:
    """Print an order. Graphviz that is missing is a finding, like everything else that a person can mend."""
    # Laid-out leaves are millions of objects that live until the job's process ends: looking through them for garbage
    # again and again took a third of the time
    gc.disable()
    use_fonts(theme_roots(order.project), order.cache)
    # Loads Pango: after the line above
    from generator.render.diagrams import GraphvizMissing
    from generator.render.printing import print_order

    try:
        return print_order(order)
    except GraphvizMissing:
        return Pressed((), (error("G106", Mark("")),))
