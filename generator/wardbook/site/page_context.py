"""What every page of one language is made with: the book, the site's own words, templates, addresses, sheet bodies."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from wardbook.folders import SOURCE
from wardbook.html import diagrams
from wardbook.html.templates import Setting, body, environment
from wardbook.sheets.book import Book
from wardbook.sheets.forms.forms import title_in
from wardbook.sheets.plan.blocks.views import FigureView
from wardbook.sheets.procedures.flows import Flow
from wardbook.sheets.sheet import below
from wardbook.site.addresses import Links, SheetPlace, places
from wardbook.site.page import Heading, Html
from wardbook.site.screen import screen_parts
from wardbook.theme import theme_roots, words

_FILL_ROWS = 8
"""Rows shown of a grid that fills its sheet on paper."""


@dataclass(frozen=True)
class PageContext:
    """How the pages of one book are made."""

    book: Book
    project: Path
    roots: tuple[Path, ...]
    words: Mapping[str, str]
    phrases: Mapping[str, str]
    where: Mapping[str, SheetPlace]
    up: str
    """From the language's root to the folder that holds the PDFs; empty: there are none."""

    def links(self, start: str) -> Links:
        """Links of the page `start`."""
        return Links(start, self.where, self.up, self.book.language)

    def html(self, template: str, **values: object) -> Html:
        """A template of `theme/site/pages`, filled."""
        made = environment(self.roots).get_template(f"site/pages/{template}.html")
        return Html(made.render(words=self.words, **values))

    def sheet(self, start: str, id: str, shift: int = 0) -> tuple[Heading | Html, ...]:
        """A sheet's parts on the page `start`, its headings `shift` levels lower."""
        stamped, links, numbers = self.book.sheets[id], self.links(start), count(1)

        def draw(flow: Flow) -> str:
            return diagrams.draw(flow, f"{id}-{next(numbers)}")

        def picture(file: str) -> str:
            return "../" * start.count("/") + figure_uri(self.project, file)

        setting = Setting(
            self.roots, self.book.language, "site", links.target, draw, picture, _FILL_ROWS
        )
        return tuple(screen_parts(body(stamped, setting), str(stamped.sheet.kind), shift))

    def title(self, id: str) -> str:
        """A sheet's title in this language."""
        return title_in(self.book.sheets[id].sheet, self.book.language)

    def code(self, id: str) -> str:
        """A sheet's code."""
        return self.book.sheets[id].sheet.code

    def names(self, page: str) -> tuple[str, ...]:
        """Words by which people look for one of the fixed pages."""
        return tuple(self.words[f"names_{page}"].split("|"))

    def figures(self) -> Mapping[str, Path]:
        """Pictures that the pages show: address from the language's root → file."""
        views = (
            view
            for stamped in self.book.sheets.values()
            for view in below(stamped.sheet.content, FigureView)
        )
        return {
            figure_uri(self.project, view.file): self.project / SOURCE / view.file for view in views
        }


def kit(book: Book, project: Path, up: str) -> PageContext:
    """How the pages of `book` are made, with the themes of `project`."""
    roots = theme_roots(project, book.kind)
    own, phrases = (words(roots, folder, book.language) for folder in ("site/words", "phrases"))
    return PageContext(book, project, roots, own, phrases, places(book), up)


def figure_uri(project: Path, file: str) -> str:
    """The address of a picture: named by what it holds, so that any file name gives an ASCII one."""
    path = project / SOURCE / file
    return (
        f"assets/figures/{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}{path.suffix.lower()}"
    )
