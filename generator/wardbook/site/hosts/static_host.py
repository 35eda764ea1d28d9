"""The product's own host: writes a language's site with Jinja alone. It fills the templates of the
theme that MkDocs fills too, around a base page of its own; the pages' content is the same bytes."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from jinja2 import TemplateNotFound

from wardbook.folders import DOCS
from wardbook.site.addresses import location
from wardbook.site.assets import INDEX, SCRIPTS, STYLES, asset, loaded
from wardbook.site.hosts.frame import PageFrame, Shown
from wardbook.site.hosts.guide import guide_files, guide_pages
from wardbook.site.language_site import LanguageSite
from wardbook.site.markdown import content, plain_again, safe_words
from wardbook.site.page import Heading, Page
from wardbook.site.screen_fonts import FACES, screen_fonts
from wardbook.site.search.index import as_script
from wardbook.site.site_error import SiteError
from wardbook.theme import theme_file

_STYLES = (STYLES[0], "site/static/frame.css", *STYLES[1:])
_SCRIPTS = ("search.js", *SCRIPTS)
_FRAME_SCRIPT = "site/static/search.js"
_WORKER = "site/search-worker.js"


def write_language(settings: Path, site: LanguageSite, out: Path) -> None:
    """One language into `out`. Of `settings`, the project's mkdocs.yml, only the folder counts:
    that of the hand-written pages is beside it. Raises SiteError for a template that the theme
    lacks and for hand-written pages with dead links."""
    docs = settings.parent / DOCS / site.book.language
    frame = PageFrame(site, (FACES, *map(asset, _STYLES)), tuple(map(asset, _SCRIPTS)))
    shown = [_shown(page) for page in site.pages.values()]
    if site.guides.get(site.book.language):
        shown += guide_pages(docs)
        for uri, path in guide_files(docs).items():
            _copy(path, out / uri)
    try:
        for page in shown:
            _write(out / location(page.uri), frame.html(page).encode())
    except TemplateNotFound as problem:
        raise SiteError(
            f"theme/site: no {problem}: this host knows no template of that name"
        ) from (problem)
    for uri, made in _loaded(site).items():
        _write(out / uri, made)
    for uri, path in site.context.figures().items():
        _copy(path, out / uri)


def _shown(page: Page) -> Shown:
    """A page of ours as the frame takes it."""
    hidden = page.matter.get("hide", ())
    headings: list[Heading] = []
    for part in page.parts:
        if isinstance(part, Heading) and part.level > 1:
            headings.append(Heading(part.level, plain_again(safe_words(part.text)), part.anchor))
    hides = frozenset(map(str, hidden)) if isinstance(hidden, list) else frozenset()
    top = next((part.anchor for part in page.parts if isinstance(part, Heading)), "")
    return Shown(page.uri, page.title, content(page), tuple(headings), hides, top)


def _loaded(site: LanguageSite) -> Mapping[str, bytes]:
    """Address → content of what every page loads."""
    roots = site.context.roots
    made = {**loaded(site.context), **screen_fonts(site)}
    made[asset(_STYLES[1])] = theme_file(roots, _STYLES[1]).read_bytes()
    worker = theme_file(roots, _WORKER).read_text(encoding="utf-8")
    script = theme_file(roots, _FRAME_SCRIPT).read_text(encoding="utf-8")
    made[asset(_FRAME_SCRIPT)] = _with_worker(script, worker).encode()
    made[INDEX] = as_script(site.search_index()).encode()
    return made


def _with_worker(script: str, worker: str) -> str:
    """The search box's script behind the worker as a function: a page opened from a file may start
    no worker from another file, but may from a text."""
    return f"function wardbookSearch(addEventListener, postMessage) {{\n{worker}}}\n\n{script}"


def _write(path: Path, made: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made)


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, to)
