"""One language of the site, as every host is given it: its pages, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wardbook.folders import CACHE
from wardbook.fonts import use_fonts
from wardbook.html.compiled_templates import compiled_templates
from wardbook.html.kept_drawings import kept_drawings
from wardbook.sheets.book import Book
from wardbook.site.addresses import location
from wardbook.site.kept_parts import KeptSite
from wardbook.site.page import Page
from wardbook.site.page_context import PageContext, page_context
from wardbook.site.pages import pages
from wardbook.site.print_style import running_words
from wardbook.site.readable import telephone
from wardbook.site.search.index import Language, index
from wardbook.site.search.sections import KeptLines
from wardbook.theme import theme_roots

GUIDE = "guide"
"""Folder of the hand-written pages, from a language's root."""
_GUIDE_HOME = f"{GUIDE}/index.md"
_ON_ITS_SIDE = "clock"
"""The kind of page that prints on paper that lies on its side."""


@dataclass(frozen=True)
class LanguageSite:
    """The pages of one language, and what a host puts around them."""

    context: PageContext
    pages: Mapping[str, Page]
    guides: Mapping[str, frozenset[str]]
    """Every language that is built → the hand-written pages it has."""
    others: tuple[Language, ...] = ()
    """The other languages that are built: search finds things by their names there, too."""
    kept: KeptSite | None = None
    """Where what the last build made is kept."""

    @property
    def book(self) -> Book:
        """The book that the pages were made from."""
        return self.context.book

    def template_values(self, uri: str) -> dict[str, Any]:
        """What a frame shows of a page beside its content: its kind, and the same page in other
        languages."""
        kind, title = GUIDE, ""
        page = self.pages.get(uri)
        if page:
            kind = str(page.matter.get("kind", "page"))
            title = page.title
        return {
            "kind": kind,
            "title": title,
            "alternates": tuple(self._alternates(uri)),
            "running": self._running_words(kind, title),
        }

    def _running_words(self, kind: str, title: str) -> str:
        """The style that prints a page's name, edition and page number on each sheet."""
        book, words = self.book, self.context.words
        head = " · ".join(filter(None, (book.organisation, title)))
        foot = book.edition
        if book.draft:
            foot = f"{book.edition} · {words['draft']}, {words['draft_notice']}"
        return running_words(head, foot, lies=kind == _ON_ITS_SIDE)

    def printed(self) -> dict[str, Any]:
        """What header and footer of every page print."""
        book = self.book
        desk: dict[str, str] = {}
        tells = book.home.tells
        if tells:
            call = telephone(tells.number)
            desk = {"label": tells.label, "number": tells.number, "call": call}
        guide = ""
        if self._has_guide(book.language, _GUIDE_HOME):
            guide = location(_GUIDE_HOME)
        return {
            "desk": desk,
            "words": dict(self.context.words),
            "language": book.language,
            "organisation": book.organisation,
            "title": book.title,
            "edition": book.edition,
            "draft": book.draft,
            "audience": self.context.words[f"audience_{book.audience}"],
            "guide": guide,
        }

    def search_index(self) -> str:
        """The search index as JSON."""
        own = (self.context, self.pages)
        if self.kept is None:
            return index(own, self.others)
        lines = KeptLines(self.kept.texts("lines", self.book.language, self.book.audience))
        found = index(own, self.others, lines.of)
        lines.save()
        return found

    def _alternates(self, uri: str) -> Iterator[dict[str, object]]:
        """The page in each language that is built; the first page of one that lacks it."""
        up = "../" * (uri.count("/") + 1)
        for code, name in self.book.languages:
            if code not in self.guides:
                continue
            there = "index.md"
            if uri in self.pages or self._has_guide(code, uri):
                there = uri
            yield {
                "code": code,
                "name": name,
                "link": f"{up}{code}/{location(there)}",
                "own": code == self.book.language,
            }

    def _has_guide(self, language: str, uri: str) -> bool:
        """Whether a language has a hand-written page at `uri`."""
        return uri in self.guides.get(language, ())


def language_sites(
    books: tuple[Book, ...],
    project: Path,
    docs: Path,
    up: str = "",
    *,
    draws_flows: bool = True,
    sends: bool = False,
    kept: KeptSite | None = None,
) -> dict[str, LanguageSite]:
    """Language → its site, default first. `docs` is the folder of hand-written pages, which may be
    missing; `up` leads from a language's root to the folder that holds the PDFs. Without
    `draws_flows` pages only say where flows belong; `sends`: pages of departments lead to files
    that open alone; `kept` keeps what is made for the next build. Raises FontFault and ThemeError
    where the project's own theme can't be used, GraphvizMissing where a flow can't be drawn."""
    use_fonts(theme_roots(project), project / CACHE)
    kept_drawings().keep_in(project / CACHE, theme_roots(project))
    compiled_templates().keep_in(project / CACHE)
    guides = {book.language: _guides(docs / book.language, book.audience) for book in books}
    made: dict[str, Language] = {}
    for book in books:
        context = page_context(book, project, up, draws_flows=draws_flows, sends=sends, site=kept)
        made[book.language] = (context, pages(context))
    sites: dict[str, LanguageSite] = {}
    for language, (context, shown) in made.items():
        others = tuple(other for code, other in made.items() if code != language)
        sites[language] = LanguageSite(context, shown, guides, others, kept)
    return sites


def _guides(folder: Path, audience: str) -> frozenset[str]:
    """Addresses of the hand-written pages in `folder`; the public has no use for a guide for those
    who write and print."""
    if audience == "public":
        return frozenset()
    found = folder.rglob("*.md")
    return frozenset(f"{GUIDE}/{path.relative_to(folder).as_posix()}" for path in found)
