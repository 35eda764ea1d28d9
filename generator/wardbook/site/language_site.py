"""One language of the site as MkDocs sees it: settings, files, the context of each page. The plugin passes its events on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import escape as safe

from wardbook.folders import CACHE
from wardbook.fonts import use_fonts
from wardbook.sheets.book import Book
from wardbook.site import search
from wardbook.site.addresses import location
from wardbook.site.markdown import filled, skeleton
from wardbook.site.page import Page
from wardbook.site.page_context import PageContext, kit
from wardbook.site.pages import pages
from wardbook.theme import theme_file, theme_roots

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

WORKER = "assets/javascripts/workers/search."
"""Material's only search worker; the build fails when there is not exactly one to replace."""
ASSETS = "assets/wardbook"
GUIDE = "guide"
FEATURES = ("navigation.indexes", "navigation.prune", "navigation.tabs", "navigation.top")
"""Never `search.highlight`: on a page opened from a file it would load the whole index every time."""
EXTENSIONS = ("admonition", "attr_list", "tables")
"""Markdown that our headings and the hand-written pages need."""
_INCLUDING = ("pymdownx.snippets", "pymdownx.b64")
"""Extensions that read files below their `base_path`, by default `.`: the working folder, as they understand it."""
_UNUSED = ("assets/javascripts/lunr/", "assets/images/", "sitemap")
_PLAIN = ("site.js", "accounts.js", "numbers.js", "fallback.js", "icon.svg")
_STYLES = ("tokens.css", "site/site.css")
_SHIM = "vendor/iframe-worker.js"


@dataclass(frozen=True)
class LanguageSite:
    """The pages of one language, and how MkDocs is to show them."""

    kit: PageContext
    pages: Mapping[str, Page]
    guides: Mapping[str, frozenset[str]]
    """Every language that is built → the hand-written pages it has."""

    @property
    def book(self) -> Book:
        """The book that the pages were made from."""
        return self.kit.book

    def configure(self, config: MkDocsConfig) -> None:
        """Settings that the product depends on, whatever `mkdocs.yml` says."""
        theme: Any = config.theme
        theme["language"] = _language_of_material(self.book.language, theme.dirs)
        theme["font"] = False
        theme["features"] = [*FEATURES]
        theme["palette"] = {"scheme": "default", "primary": "custom", "accent": "custom"}
        theme.static_templates = set()
        theme.dirs[0:0] = [
            str(folder)
            for root in self.kit.roots
            if (folder := root / "site" / "overrides").is_dir()
        ]
        config.site_name = safe(
            f"{self.book.organisation} · {self.book.title}"
        )  # Material writes it without escaping
        config.use_directory_urls = False
        config.nav = self._navigation()
        config.extra_css = [*(f"{ASSETS}/{Path(name).name}" for name in _STYLES), *config.extra_css]
        config.extra_javascript = [
            *(f"{ASSETS}/{name}" for name in _PLAIN if name.endswith(".js")),
            *config.extra_javascript,
        ]
        config.markdown_extensions = [*dict.fromkeys((*config.markdown_extensions, *EXTENSIONS))]
        _anchor(config)
        config.extra |= {
            "polyfills": [f"{ASSETS}/iframe-worker.js"],
            "generator": False,
            "wardbook": self._shown(),
        }

    def change_files(self, files: Files, config: MkDocsConfig) -> None:
        """Our pages and assets in, the theme's search worker replaced, what nobody uses out."""
        from mkdocs.exceptions import PluginError
        from mkdocs.structure.files import File

        workers = [
            file
            for file in files
            if file.src_uri.startswith(WORKER) and file.src_uri.endswith(".js")
        ]
        if len(workers) != 1:
            raise PluginError(
                f"one search worker expected, found {len(workers)}: is this Material 9.8.1?"
            )
        self._guide(files, config)
        for file in list(files):
            if file.src_uri.endswith(".map") or file.src_uri.startswith((*_UNUSED, WORKER)):
                files.remove(file)
        texts = {workers[0].src_uri: self._theme("site/search-worker.js"), **self._made()}
        for uri, content in texts.items():
            files.append(File.generated(config, uri, content=content))
        for uri, path in self.kit.figures().items():
            files.append(File.generated(config, uri, abs_src_path=str(path)))

    def context(self, uri: str) -> dict[str, Any]:
        """What the theme's templates show of a page beside its content: its kind, and the same page in other languages."""
        page = self.pages.get(uri)
        kind = str(page.matter.get("kind", "page")) if page else GUIDE
        return {
            "kind": kind,
            "title": page.title if page else "",
            "alternates": tuple(self._alternates(uri)),
        }

    def finished(self, uri: str, html: str) -> str:
        """A page's content as it is written, from what MkDocs made of its Markdown."""
        page = self.pages.get(uri)
        return filled(html, page) if page else html

    def _alternates(self, uri: str) -> Iterator[dict[str, object]]:
        up = "../" * (uri.count("/") + 1)
        for code, name in (
            (code, name) for code, name in self.book.languages if code in self.guides
        ):
            there = location(
                uri if uri in self.pages or uri in self.guides.get(code, ()) else "index.md"
            )
            yield {
                "code": code,
                "name": name,
                "link": f"{up}{code}/{there}",
                "own": code == self.book.language,
            }

    def _made(self) -> dict[str, str | bytes]:
        index = search.index(self.pages.values())
        made: dict[str, str | bytes] = {uri: skeleton(page) for uri, page in self.pages.items()}
        made |= {f"{ASSETS}/{Path(name).name}": self._theme(name) for name in (*_STYLES, _SHIM)}
        made |= {f"{ASSETS}/{name}": self._theme(f"site/{name}") for name in _PLAIN}
        return made | {
            "search/search_index.json": index,
            "search/search_index.js": search.as_script(index),
        }

    def _guide(self, files: Files, config: MkDocsConfig) -> None:
        """Hand-written pages of this language move below `guide/`; those of others and the rest of `docs/` are left out."""
        from mkdocs.structure.files import File, InclusionLevel

        own = f"{self.book.language}/"
        for file in [file for file in files if file.src_dir == config.docs_dir]:
            files.remove(file)
            if file.src_uri.startswith(own) and file.abs_src_path:
                uri = f"{GUIDE}/{file.src_uri.removeprefix(own)}"
                moved = File.generated(
                    config, uri, abs_src_path=file.abs_src_path, inclusion=InclusionLevel.NOT_IN_NAV
                )
                files.append(moved)

    def _navigation(self) -> list[Any]:
        """Groups in the order of the pages; a group of one page is a link, titles are HTML as MkDocs wants them."""
        listed = [page for page in self.pages.values() if page.label]
        groups = dict.fromkeys(page.group for page in listed)
        tops = {
            group: [page for page in listed if page.group == group and not page.above]
            for group in groups
        }
        return [
            self._entry(listed, *pages)
            if len(pages) == 1
            else {
                escape(self.kit.words[group]): [
                    pages[0].uri,
                    *(self._entry(listed, page) for page in pages[1:]),
                ]
            }
            for group, pages in tops.items()
        ]

    def _entry(self, listed: list[Page], page: Page) -> dict[str, Any]:
        """A page with those that are listed below it."""
        below = [self._entry(listed, other) for other in listed if other.above == page.uri]
        return {escape(page.label): [page.uri, *below] if below else page.uri}

    def _shown(self) -> dict[str, Any]:
        """What header and footer print."""
        book = self.book
        return {
            "words": dict(self.kit.words),
            "language": book.language,
            "organisation": book.organisation,
            "title": book.title,
            "edition": book.edition,
            "draft": book.draft,
            "audience": self.kit.words[f"audience_{book.audience}"],
            "guide": "guide/index.html"
            if f"{GUIDE}/index.md" in self.guides.get(book.language, ())
            else "",
        }

    def _theme(self, name: str) -> bytes:
        return theme_file(self.kit.roots, name).read_bytes()


def _anchor(config: MkDocsConfig) -> None:
    """Let extensions that include files start from the folder of the settings. What is no text is a placeholder of MkDocs
    (`!relative`), which knows its folder."""
    home = Path(config.config_file_path).parent.resolve()
    for name in _INCLUDING:
        if name not in config.markdown_extensions:
            continue
        settings = dict(config.mdx_configs.get(name) or {})
        base = settings.get("base_path", ".")
        if isinstance(base, list):
            settings["base_path"] = [
                str(home / one) if isinstance(one, str) else one for one in base
            ]
        elif isinstance(base, str):
            settings["base_path"] = str(home / base)
        config.mdx_configs[name] = settings


def language_sites(
    books: tuple[Book, ...], project: Path, docs: Path, up: str = ""
) -> dict[str, LanguageSite]:
    """Language → its site, default first. `docs` is the folder of hand-written pages, which may be missing."""
    use_fonts(theme_roots(project), project / CACHE)
    guides = {book.language: _guides(docs / book.language) for book in books}
    made = (kit(book, project, up) for book in books)
    return {one.book.language: LanguageSite(one, pages(one), guides) for one in made}


def _language_of_material(language: str, folders: list[str]) -> str:
    """The language of Material's own words: the page's, else the one that it is a variety of, else
    English. The pages name their own language all the same, see `partials/language.html`."""
    for known in (language, language.partition("-")[0]):
        if any((Path(folder) / f"partials/languages/{known}.html").is_file() for folder in folders):
            return known
    return "en"


def _guides(folder: Path) -> frozenset[str]:
    return frozenset(
        f"{GUIDE}/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*.md")
    )
