"""The two jobs of printing, which run in any process: draw some sheets, bind some manuals. Sheets pass from one to the other
through the cache folder."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wardbook.findings import Finding, Mark, error
from wardbook.fonts import use_fonts
from wardbook.output import OutputFile
from wardbook.pdf.contents import Leaves
from wardbook.sheets.manuals import Manual
from wardbook.sheets.sheet import SheetKey, Stamped
from wardbook.theme import theme_roots


@dataclass(frozen=True)
class PrintPlace:
    """Where a print job works, and what it prints with. `look` is a digest of all that decides how content is drawn."""

    project: Path
    stage: Path
    cache: Path
    look: str
    language: str
    date: str
    """The edition's date, as ISO text."""
    draft: bool
    kind: str = ""
    """Kind of organisation: whose words the theme uses."""


@dataclass(frozen=True)
class Single:
    """A PDF of one sheet: a card or a form."""

    sheet: str
    path: str
    kind: str
    title: str
    language: str
    """The document's language."""
    department: str = ""
    of: str = ""
    """The language of the file in the manifest."""
    fillable: str = ""
    """Path of the copy to fill in on a PC; empty: there is none."""


@dataclass(frozen=True)
class Kept:
    """A drawn sheet: its name in the cache folder, and what front leaves say of it."""

    key: str
    leaves: Leaves


@dataclass(frozen=True)
class Drawings:
    """What a drawing job made, and what was wrong: a sheet with a fault is not kept."""

    kept: Mapping[SheetKey, Kept]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Pressed:
    """What a job made and what was wrong."""

    files: tuple[OutputFile, ...]
    findings: tuple[Finding, ...]


def draw_sheets(place: PrintPlace, sheets: tuple[Stamped, ...]) -> Drawings:
    """Draw sheets that are not in the cache yet. Graphviz that is missing is a finding, like everything else that a person
    can mend."""
    make_ready(place.project, place.cache)
    from wardbook.html.diagrams import GraphvizMissing
    from wardbook.pdf.printing import draw_all

    try:
        return draw_all(place, sheets)
    except GraphvizMissing:
        return Drawings({}, (error("G106", Mark("")),))


def bind_files(
    place: PrintPlace,
    manuals: tuple[Manual, ...],
    singles: tuple[Single, ...],
    kept: Mapping[str, Kept],
) -> Pressed:
    """Bind manuals and single sheets from drawn ones, and write them."""
    make_ready(place.project, place.cache)
    from wardbook.pdf.printing import bind_all

    return bind_all(place, manuals, singles, kept)


def make_ready(project: Path, cache: Path) -> None:
    """Load what printing needs. The fonts come first: WeasyPrint loads Pango, which reads fontconfig's file once."""
    # Boxes of laid-out pages are millions of objects that live until their sheet is written: looking through them for
    # garbage again and again took a third of the time
    gc.disable()
    use_fonts(theme_roots(project), cache)
