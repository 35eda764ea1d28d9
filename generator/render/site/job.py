"""The job that builds the site. What MkDocs refuses is a finding, like everything else that a person can mend."""

from __future__ import annotations

from pathlib import Path

from generator.findings import Mark, error
from generator.render.diagrams import GraphvizMissing
from generator.render.press import Pressed
from generator.render.site.build import SETTINGS, SiteError, build_site
from generator.views.book import Book


def site_job(books: tuple[Book, ...], out: Path, project: Path, pdfs: bool) -> Pressed:
    """Build the site of `books` below `out`; `pdfs` says whether manuals, cards and forms stand beside it."""
    try:
        build_site(books, out, project, pdfs=pdfs)
    except SiteError as problem:
        return Pressed((), (error("G107", Mark(SETTINGS), problem=problem),))
    except GraphvizMissing:
        return Pressed((), (error("G106", Mark("")),))
    return Pressed((), ())
