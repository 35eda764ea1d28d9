"""Writes a language's site with MkDocs, in strict mode, with the theme that the project's settings
name. The plugin passes its events on to what stands here."""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, cast

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from wardbook.folders import CACHE, DOCS, SETTINGS
from wardbook.kept_texts import KeptTexts
from wardbook.site.assets import INDEX, asset, loaded
from wardbook.site.hosts.kept_markdown import KeptMarkdown, is_known
from wardbook.site.hosts.kept_pages import KeptPages, is_plain, prepare
from wardbook.site.hosts.mkdocs_settings import of_material, words_of_material
from wardbook.site.language_site import GUIDE, LanguageSite
from wardbook.site.markdown import filled, skeleton
from wardbook.site.screen_fonts import screen_fonts
from wardbook.site.search.index import as_script
from wardbook.site.site_error import SiteError
from wardbook.theme import theme_file

PLUGIN = "wardbook"
WORKER = "assets/javascripts/workers/search."
"""Material's only search worker; the build fails when there is not exactly one to replace."""
_UNUSED = ("assets/javascripts/lunr/", "assets/images/", "sitemap")
_SHIM = "vendor/iframe-worker.js"
_DEFAULT = "site_name: wardbook\ntheme: {name: material}\nplugins: [wardbook]\n"
"""Settings of a project without `mkdocs.yml`; what the product depends on is set by `configure`."""
_EPOCH = {"SOURCE_DATE_EPOCH": "315532800", "NO_MKDOCS_2_WARNING": "true"}
"""MkDocs stamps its files with a time; nobody sees it, so one fixed time will do. Material's notice
is for its own users."""
_NO_DOCS = "site/words"
"""MkDocs wants a folder of documents: for a project without one, a folder that holds none."""


class TakesSite(Protocol):
    """The plugin, as this module needs it."""

    def take(self, site: LanguageSite) -> None:
        """Show these pages instead of loading the project."""


def write_language(settings: Path, site: LanguageSite, out: Path) -> None:
    """One language into `out`. `settings` is the project's mkdocs.yml, which may be missing. Raises
    SiteError with MkDocs' own words.

    Every relative path of the settings, and of what they name, leads from the folder of `settings`:
    MkDocs would look in the working folder for those of settings that come from no file."""
    settings, out = settings.resolve(), out.resolve()
    source: Any = io.BytesIO(_DEFAULT.encode())
    if settings.is_file():
        source = str(settings)
    folder = None
    if not (settings.parent / DOCS).is_dir():
        folder = str(site.context.roots[-1] / _NO_DOCS)
    with _fixed_time(), _working_in(settings.parent), _heard() as warnings:
        try:
            config = load_config(
                source,
                config_file_path=str(settings),
                site_dir=str(out),
                strict=True,
                docs_dir=folder,
            )
            hand_over(config, site)
            if is_plain(config):
                prepare(config, site.context.project / CACHE)
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


def change_files(files: Files, config: MkDocsConfig, site: LanguageSite) -> None:
    """Our pages and assets in, Material's search worker replaced, what nobody uses out. Another
    theme keeps what it brings, and its own search. Raises PluginError where Material has not
    exactly one search worker."""
    texts: dict[str, str | bytes] = {
        **loaded(site.context),
        **screen_fonts(site, words_of_material(config)),
    }
    for uri, page in site.pages.items():
        texts[uri] = skeleton(page)
    _move_guide(files, config, site)
    if of_material(config):
        texts |= _searched(files, site)
        for file in list(files):
            if file.src_uri.endswith(".map") or file.src_uri.startswith((*_UNUSED, WORKER)):
                files.remove(file)
    for uri, content in texts.items():
        files.append(File.generated(config, uri, content=content))
    for uri, path in site.context.figures().items():
        files.append(File.generated(config, uri, abs_src_path=str(path)))


def take_over(env: Any, config: MkDocsConfig, site: LanguageSite) -> KeptTexts | None:
    """Have pages that are as they were taken over from the last build; where that is kept, if
    anywhere."""
    if site.kept is None or not is_plain(config):
        return None
    texts = site.kept.texts("mkdocs", site.book.language, site.book.audience, site.context.up)
    KeptPages(env, config, texts)
    return texts


def take_over_markdown(config: MkDocsConfig, site: LanguageSite) -> KeptMarkdown | None:
    """What keeps the contents of pages as they were made of their Markdown, if anything does."""
    if site.kept is None or not (is_plain(config) and is_known(config)):
        return None
    return KeptMarkdown(config, site.kept.texts("markdown", site.book.language, site.book.audience))


def finished(uri: str, html: str, site: LanguageSite) -> str:
    """A page's content as it is written, from what MkDocs made of its Markdown."""
    page = site.pages.get(uri)
    if page is None:
        return html
    return filled(html, page)


def _searched(files: Files, site: LanguageSite) -> dict[str, str | bytes]:
    """Address → content of what our search needs in Material's page."""
    found = site.search_index()
    return {
        _search_worker(files): theme_file(site.context.roots, "site/search-worker.js").read_bytes(),
        asset(_SHIM): theme_file(site.context.roots, _SHIM).read_bytes(),
        INDEX.removesuffix(".js") + ".json": found,
        INDEX: as_script(found),
    }


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


def _move_guide(files: Files, config: MkDocsConfig, site: LanguageSite) -> None:
    """Hand-written pages of this language move below `guide/`; those of others and the rest of
    `docs/` are left out."""
    own = f"{site.book.language}/"
    for file in list(files):
        if file.src_dir != config.docs_dir:
            continue
        files.remove(file)
        if not site.guides.get(site.book.language):
            continue
        if file.src_uri.startswith(own) and file.abs_src_path:
            uri = f"{GUIDE}/{file.src_uri.removeprefix(own)}"
            moved = File.generated(
                config, uri, abs_src_path=file.abs_src_path, inclusion=InclusionLevel.NOT_IN_NAV
            )
            files.append(moved)


@contextmanager
def _fixed_time() -> Iterator[None]:
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
