"""One language of the site as MkDocs sees it: settings, files, the context of each page. The plugin
passes its events on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from wardbook.folders import CACHE
from wardbook.fonts import use_fonts
from wardbook.sheets.book import Book
from wardbook.site.addresses import location
from wardbook.site.markdown import filled, skeleton
from wardbook.site.mkdocs_settings import SCRIPTS, STYLES, asset, configure
from wardbook.site.page import Page
from wardbook.site.page_context import PageContext, kit
from wardbook.site.pages import pages
from wardbook.site.print_style import running_words
from wardbook.site.search.index import Language, as_script, index
from wardbook.theme import theme_file, theme_roots

WORKER = "assets/javascripts/workers/search."
"""Material's only search worker; the build fails when there is not exactly one to replace."""
GUIDE = "guide"
"""Folder of the hand-written pages, from a language's root."""
_GUIDE_HOME = f"{GUIDE}/index.md"
_UNUSED = ("assets/javascripts/lunr/", "assets/images/", "sitemap")
_ICON = "icon.svg"
_ON_ITS_SIDE = "clock"
"""The kind of page that prints on paper that lies on its side."""
_SHIM = "vendor/iframe-worker.js"


@dataclass(frozen=True)
class LanguageSite:
    """The pages of one language, and how MkDocs is to show them."""

    kit: PageContext
    pages: Mapping[str, Page]
    guides: Mapping[str, frozenset[str]]
    """Every language that is built → the hand-written pages it has."""
    others: tuple[Language, ...] = ()
    """The other languages that are built: search finds things by their names there, too."""

    @property
    def book(self) -> Book:
        """The book that the pages were made from."""
        return self.kit.book

    def configure(self, config: MkDocsConfig) -> None:
        """Settings that the product depends on, whatever `mkdocs.yml` says."""
        with_guide = self._has_guide(self.book.language, _GUIDE_HOME)
        configure(config, self.kit, tuple(self.pages.values()), with_guide=with_guide)

    def change_files(self, files: Files, config: MkDocsConfig) -> None:
        """Our pages and assets in, the theme's search worker replaced, what nobody uses out. Raises
        PluginError where the theme has not exactly one search worker."""
        worker = _search_worker(files)
        self._move_guide(files, config)
        for file in list(files):
            if file.src_uri.endswith(".map") or file.src_uri.startswith((*_UNUSED, WORKER)):
                files.remove(file)
        texts = {worker: self._theme("site/search-worker.js"), **self._made()}
        for uri, content in texts.items():
            files.append(File.generated(config, uri, content=content))
        for uri, path in self.kit.figures().items():
            files.append(File.generated(config, uri, abs_src_path=str(path)))

    def context(self, uri: str) -> dict[str, Any]:
        """What the theme's templates show of a page beside its content: its kind, and the same page
        in other languages."""
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
        book, words = self.book, self.kit.words
        head = " · ".join(filter(None, (book.organisation, title)))
        foot = book.edition
        if book.draft:
            foot = f"{book.edition} · {words['draft']}, {words['draft_notice']}"
        return running_words(head, foot, lies=kind == _ON_ITS_SIDE)

    def finished(self, uri: str, html: str) -> str:
        """A page's content as it is written, from what MkDocs made of its Markdown."""
        page = self.pages.get(uri)
        if page is None:
            return html
        return filled(html, page)

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

    def _made(self) -> dict[str, str | bytes]:
        """Address → content of pages, style sheets, scripts and the search index."""
        made: dict[str, str | bytes] = {}
        for uri, page in self.pages.items():
            made[uri] = skeleton(page)
        for name in (*STYLES, _SHIM):
            made[asset(name)] = self._theme(name)
        for name in (*SCRIPTS, _ICON):
            made[asset(name)] = self._theme(f"site/{name}")
        found = index((self.kit, self.pages), self.others)
        made["search/search_index.json"] = found
        made["search/search_index.js"] = as_script(found)
        return made

    def _move_guide(self, files: Files, config: MkDocsConfig) -> None:
        """Hand-written pages of this language move below `guide/`; those of others and the rest of
        `docs/` are left out."""
        own = f"{self.book.language}/"
        for file in list(files):
            if file.src_dir != config.docs_dir:
                continue
            files.remove(file)
            if file.src_uri.startswith(own) and file.abs_src_path:
                uri = f"{GUIDE}/{file.src_uri.removeprefix(own)}"
                moved = File.generated(
                    config, uri, abs_src_path=file.abs_src_path, inclusion=InclusionLevel.NOT_IN_NAV
                )
                files.append(moved)

    def _theme(self, name: str) -> bytes:
        return theme_file(self.kit.roots, name).read_bytes()


def _search_worker(files: Files) -> str:
    """The address of the theme's search worker. Raises PluginError where there is not exactly
    one."""
    workers: list[str] = []
    for file in files:
        if file.src_uri.startswith(WORKER) and file.src_uri.endswith(".js"):
            workers.append(file.src_uri)
    if len(workers) != 1:
        raise PluginError(
            f"one search worker expected, found {len(workers)}: is this Material 9.8.1?"
        )
    return workers[0]


def language_sites(
    books: tuple[Book, ...],
    project: Path,
    docs: Path,
    up: str = "",
    *,
    draws_flows: bool = True,
    sends: bool = False,
) -> dict[str, LanguageSite]:
    """Language → its site, default first. `docs` is the folder of hand-written pages, which may be
    missing; `up` leads from a language's root to the folder that holds the PDFs. Without
    `draws_flows` pages only say where flows belong; `sends`: pages of departments lead to files
    that open alone. Raises FontFault and ThemeError where the
    project's own theme can't be used, GraphvizMissing where a flow can't be drawn."""
    use_fonts(theme_roots(project), project / CACHE)
    guides = {book.language: _guides(docs / book.language) for book in books}
    made: dict[str, Language] = {}
    for book in books:
        context = kit(book, project, up, draws_flows=draws_flows, sends=sends)
        made[book.language] = (context, pages(context))
    sites: dict[str, LanguageSite] = {}
    for language, (context, shown) in made.items():
        others = tuple(other for code, other in made.items() if code != language)
        sites[language] = LanguageSite(context, shown, guides, others)
    return sites


def _guides(folder: Path) -> frozenset[str]:
    """Addresses of the hand-written pages in `folder`."""
    found = folder.rglob("*.md")
    return frozenset(f"{GUIDE}/{path.relative_to(folder).as_posix()}" for path in found)
