"""Builds the site with MkDocs: one isolated build for each language, then the choice of language at
the root."""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, cast

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from wardbook.folders import DOCS, SETTINGS
from wardbook.html.templates import environment
from wardbook.safe_write import replace_file
from wardbook.sheets.book import Book
from wardbook.site.language_site import LanguageSite, language_sites
from wardbook.site.markdown import to_markdown
from wardbook.site.mkdocs_settings import ASSETS
from wardbook.site.one_file import one_files

PLUGIN = "wardbook"
_DEFAULT = "site_name: wardbook\ntheme: {name: material}\nplugins: [wardbook]\n"
"""Settings of a project without `mkdocs.yml`; what the product depends on is set by
`LanguageSite.configure`."""
_EPOCH = {"SOURCE_DATE_EPOCH": "315532800", "NO_MKDOCS_2_WARNING": "true"}
"""MkDocs stamps its files with a time; nobody sees it, so one fixed time will do. Material's notice
is for its own users."""
_NO_DOCS = "site/words"
"""MkDocs wants a folder of documents: for a project without one, a folder that holds none."""
_UP = "../.."
"""From a language's root to the folder that holds site and PDFs."""


class SiteError(Exception):
    """MkDocs could not build the site, or warned; the text says what."""


class TakesSite(Protocol):
    """The plugin, as this module needs it."""

    def take(self, site: LanguageSite) -> None:
        """Show these pages instead of loading the project."""


def _silent(language: str) -> None:
    """Say nothing."""


def build_site(
    books: Sequence[Book],
    out: Path,
    project: Path,
    *,
    pdfs: bool = True,
    draws_flows: bool = True,
    sends: bool = False,
    say: Callable[[str], None] = _silent,
) -> tuple[str, ...]:
    """Write the site of `books`, those of the folder `project`, below `out`, and return the paths
    of its files. `pdfs`: manuals, cards and forms stand beside `out`. Without `draws_flows` pages
    only say where flows belong. `sends`: each department has a file that opens alone, too. `say`
    hears each language before it is built. Raises SiteError, FontFault for fonts that can't be
    used, and GraphvizMissing where a flow can't be drawn."""
    project, out = project.resolve(), out.resolve()
    up = _UP if pdfs else ""
    docs = project / DOCS
    sites = language_sites(tuple(books), project, docs, up, draws_flows=draws_flows, sends=sends)
    for language, site in sites.items():
        say(language)
        build_language(project / SETTINGS, site, out / language)
    write_choice(sites, out)
    if sends:
        write_pages(dict(one_files([site.kit for site in sites.values()])), out)
    files = [path for path in out.rglob("*") if path.is_file()]
    return tuple(sorted(path.relative_to(out).as_posix() for path in files))


def build_language(settings: Path, site: LanguageSite, out: Path) -> None:
    """One language by MkDocs, in strict mode, into `out`. `settings` is the project's mkdocs.yml,
    which may be missing. Raises SiteError with MkDocs' own words.

    Every relative path of the settings, and of what they name, leads from the folder of `settings`:
    MkDocs would look in the working folder for those of settings that come from no file."""
    settings, out = settings.resolve(), out.resolve()
    source: Any = io.BytesIO(_DEFAULT.encode())
    if settings.is_file():
        source = str(settings)
    folder = None
    if not (settings.parent / DOCS).is_dir():
        folder = str(site.kit.roots[-1] / _NO_DOCS)
    with _environment(), _working_in(settings.parent), _heard() as warnings:
        try:
            config = load_config(
                source,
                config_file_path=str(settings),
                site_dir=str(out),
                strict=True,
                docs_dir=folder,
            )
            hand_over(config, site)
            build(config)
        except (MkDocsException, SystemExit) as problem:
            raise SiteError("\n".join(warnings) or str(problem)) from problem


def hand_over(config: MkDocsConfig, site: LanguageSite) -> None:
    """Give finished pages to the plugin of a loaded configuration, so that nothing loads twice.
    Raises SiteError where the configuration does not name the plugin."""
    plugin = config.plugins.get(PLUGIN)
    if plugin is None:
        raise SiteError(f"{SETTINGS}: the plugin `{PLUGIN}` is missing from `plugins`")
    cast(TakesSite, plugin).take(site)


def write_choice(sites: dict[str, LanguageSite], out: Path) -> None:
    """`index.html` at the root `out`: which language? Static; it says "unzip first" where its style
    sheet did not load."""
    first = next(iter(sites.values()))
    styles = {name: f"{first.book.language}/{ASSETS}/{name}.css" for name in ("tokens", "site")}
    books = [(site.book, site.kit.words) for site in sites.values()]
    template = environment(first.kit.roots).get_template("site/choice.html")
    html = template.render(books=books, styles=styles)
    (out / "index.html").write_text(html, encoding="utf-8", newline="\n")


def exported(books: Sequence[Book], project: Path) -> dict[str, str]:
    """Every page as Markdown, by its path: a folder for each language."""
    texts: dict[str, str] = {}
    for language, site in language_sites(tuple(books), project, project / DOCS).items():
        for uri, page in site.pages.items():
            texts[f"{language}/{uri}"] = to_markdown(page)
    return texts


def write_pages(texts: Mapping[str, str], folder: Path) -> None:
    """Write texts below `folder` by their paths. Raises OSError where a file can't be written."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, text.encode())


@contextmanager
def _environment() -> Iterator[None]:
    """A fixed time for MkDocs, for as long as it runs."""
    before = {name: os.environ.get(name) for name in _EPOCH}
    os.environ.update(_EPOCH)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    """`folder` as the working folder, for as long as MkDocs runs: extensions and hooks of a
    project's settings open relative paths as they stand."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@contextmanager
def _heard() -> Iterator[list[str]]:
    """What MkDocs warns of while it runs."""
    words: list[str] = []
    listener = _Listener(words)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(listener)
    try:
        yield words
    finally:
        logger.removeHandler(listener)


class _Listener(logging.Handler):
    """Keeps warnings and errors as text."""

    def __init__(self, words: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._words = words

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        self._words.append(record.getMessage())
