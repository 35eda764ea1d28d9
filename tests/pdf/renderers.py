"""Renderers of plans that nobody changes, made once by each worker: theirs are the fonts, and the style
sheets as they were read."""

from functools import lru_cache
from pathlib import Path

from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets.book import Book


def renderer_of(book: Book, project: Path, roots: tuple[Path, ...]) -> PdfRenderer:
    """What lays out the sheets of a book of the project in `project`; the fixture `renderer` has set
    up the fonts."""
    return _made(roots, project, book.language, book.date, book.draft)


@lru_cache(maxsize=12)
def _made(
    roots: tuple[Path, ...], project: Path, language: str, date: str, draft: bool
) -> PdfRenderer:
    return PdfRenderer(roots, project, language, date, draft=draft)
