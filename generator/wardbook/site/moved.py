"""Old addresses: pages that lead on where a page has moved, and the page that a server shows for an
address that there is not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from wardbook.html.templates import environment
from wardbook.site.addresses import href, location
from wardbook.site.language_site import LanguageSite
from wardbook.site.screen_fonts import FACES

MISSING = "404.html"
"""As servers and services that publish folders call it, at the root of the site."""


class WrongMoveError(Exception):
    """A page is said to have moved that has not, or to where there is no page."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(f"moved: {old} -> {new}")
        self.old = old
        self.new = new


def write_moved(site: LanguageSite, out: Path) -> None:
    """A page at each old address that leads to the new one, below `out`. What this audience may not
    see is left out. Raises WrongMoveError."""
    template = environment(site.context.roots).get_template("site/moved.html")
    for old, new in site.book.published.moved:
        if not _is_shown(site, old, new):
            continue
        page = site.pages[f"{new}.md"]
        html = template.render(
            language=site.book.language,
            words=site.context.words,
            title=page.title,
            address=href(f"{old}.md", page.uri),
        )
        path = out / location(f"{old}.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8", newline="\n")


def _is_shown(site: LanguageSite, old: str, new: str) -> bool:
    """Whether the page is where it is said to be. Raises WrongMoveError where staff, who see every
    page of a ward, have none there, or one at the old address too."""
    is_there = f"{new}.md" in site.pages
    wrong = f"{old}.md" in site.pages or ".." in old.split("/")
    if wrong or (not is_there and site.book.audience in ("staff", "restricted")):
        raise WrongMoveError(old, new)
    return is_there


def write_missing(sites: Mapping[str, LanguageSite], out: Path) -> None:
    """The page for an address that there is not, at the root `out`: it leads home from any
    depth."""
    first = next(iter(sites.values()))
    books = [(site.book, site.context.words) for site in sites.values()]
    template = environment(first.context.roots).get_template("site/missing.html")
    html = template.render(books=books, faces=f"{first.book.language}/{FACES}")
    (out / MISSING).write_text(html, encoding="utf-8", newline="\n")
