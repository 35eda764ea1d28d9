"""Plans that nobody changes, read once by each worker, and what their sheets say: the flagship's take
four seconds to make."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.site.page_context import page_context
from wardbook.site.pages import pages
from wardbook.site.search.index import Language

ROOT = Path(__file__).parent.parent


@lru_cache(maxsize=12)
def plan_in(folder: Path = ROOT) -> Project:
    """The plan in a folder of this repository, or in one that is made once: nobody writes into it.
    The flagship where none is named."""
    project = load(folder).project
    assert project is not None, folder
    return project


@lru_cache(maxsize=16)
def book_in(folder: Path, audience: str, language: str) -> Book:
    """Its book in one of its languages."""
    (book,) = books(plan_in(folder), audience, (language,))
    return book


def books_in(folder: Path, audience: str) -> tuple[Book, ...]:
    """Its books, in every language."""
    return tuple(book_in(folder, audience, language) for language in plan_in(folder).languages)


def flagship_books(audience: str = "staff") -> tuple[Book, ...]:
    """The flagship's books."""
    return books_in(ROOT, audience)


@lru_cache(maxsize=8)
def paged(folder: Path, audience: str, language: str) -> Language:
    """A book with the pages of its site."""
    made = page_context(book_in(folder, audience, language), folder, "")
    return made, pages(made)
